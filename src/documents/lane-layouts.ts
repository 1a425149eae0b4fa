/**
 * Numbers of lane layouts. Each log has a million of them, so a number tells whether a position is one of the present log.
 * When the log is moved to another event store, its positions change.
 */
const layoutsPerLog = 1_000_000;

const logOf = (layout: number): number => Math.floor(layout / layoutsPerLog);

export const isOfSameLog = (one: number, other: number): boolean => logOf(one) === logOf(other);

/** The number of the first layout after the log was moved. */
export const firstLayoutOfNextLog = (layout: number): number => (logOf(layout) + 1) * layoutsPerLog + 1;
