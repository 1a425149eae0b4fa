import type { Owner } from '../../events/ids.ts';
import type { Layout, RequiredPosition } from '../../ports/lanes.ts';

const shape = /^(\d{1,9})-(\d{1,4})-(\d{1,19})$/;
/** An account's writes may lie in every lane, and one token names one lane. */
const maxTokens = 64;

/** The token `layout-lane-position`: a query that gets it waits until the read tables contain the log up to that position. */
export const consistencyTokenOf = ({ layout, laneOf }: Layout, owner: Owner, position: bigint): string =>
  `${layout}-${laneOf(owner)}-${position}`;

/** The positions that a list of tokens, separated by commas, requires; null when it is malformed. */
export function parseConsistencyTokens(text: string): RequiredPosition | null {
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
      // Another layout has other lanes: then each lane must reach the position.
      .filter((each) => each.layout !== layout || each.lane === lane)
      .reduce((highest, { position }) => (position > highest ? position : highest), 0n);
}

/** The later of two required positions in each lane. */
export const laterOf =
  (one: RequiredPosition, other: RequiredPosition): RequiredPosition =>
  (lane, layout) => {
    const [a, b] = [one(lane, layout), other(lane, layout)];
    return a > b ? a : b;
  };
