import type { Owner } from '../events/ids.ts';

/** The current lane layout: its serial number, the number of lanes, and the lane of each owner. */
export type Layout = Readonly<{ layout: number; lanes: number; laneOf: (owner: Owner) => number }>;

/** The log position up to which a lane of the layout must be projected before an account sees its own writes. */
export type RequiredPosition = (lane: number, layout: number) => bigint;
