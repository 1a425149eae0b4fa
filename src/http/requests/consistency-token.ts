import { isOfSameLog } from '../../documents/lane-layouts.ts';
import type { Owner } from '../../events/ids.ts';
import type { Layout, RequiredPosition } from '../../ports/lanes.ts';

const shape = /^(\d{1,9})-(\d{1,4})-(\d{1,19})$/;
/** How many consistency tokens a request may have. Each is for one lane, and an account may write in every lane. */
const maxTokens = 64;
/** The length of a header with `maxTokens` consistency tokens, with room for a blank after each comma. */
const maxLength = maxTokens * 36;

/**
 * A consistency token has the form `layout-lane-position`. A query that receives it waits until the read models contain
 * the lane's events up to the position.
 */
export const consistencyTokenOf = ({ layout, laneOf }: Layout, owner: Owner, position: bigint): string =>
  `${layout}-${laneOf(owner)}-${position}`;

/**
 * Parses consistency tokens that are separated by commas into the log positions that they require. Returns null for a
 * malformed list.
 */
export function parseConsistencyTokens(text: string): RequiredPosition | null {
  if (text.length > maxLength) return null;
  const tokens = text.split(',').map((token) => shape.exec(token.trim()));
  if (tokens.length > maxTokens) return null;
  const required: { layout: number; lane: number; position: bigint }[] = [];
  for (const token of tokens) {
    if (!token) return null;
    const [, layout, lane, position = ''] = token;
    required.push({ layout: Number(layout), lane: Number(lane), position: BigInt(position) });
  }
  return (lane, layout) =>
    required
      // A position of another log says nothing: the log was moved, and all that was written before is in the new one.
      .filter((each) => isOfSameLog(each.layout, layout))
      // A token of another lane layout names a lane that no longer exists, so every lane must reach its position.
      .filter((each) => each.layout !== layout || each.lane === lane)
      .reduce((highest, { position }) => (position > highest ? position : highest), 0n);
}

/** Combines two required positions: in each lane the later one counts. */
export const laterOf =
  (one: RequiredPosition, other: RequiredPosition): RequiredPosition =>
  (lane, layout) => {
    const [a, b] = [one(lane, layout), other(lane, layout)];
    return a > b ? a : b;
  };
