import type { Owner } from '../events/ids.ts';

/** The current layout: its number, its number of lanes, and the lane of each owner. */
export type Layout = Readonly<{ layout: number; lanes: number; laneOf: (owner: Owner) => number }>;

/** The log position that a lane of a layout must have reached before an account sees its own writes. */
export type RequiredPosition = (lane: number, layout: number) => bigint;
