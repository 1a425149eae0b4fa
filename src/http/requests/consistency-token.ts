import type { Owner } from '../../events/ids.ts';
import type { Layout, RequiredPosition } from '../../ports/lanes.ts';

const shape = /^(\d{1,9})-(\d{1,4})-(\d{1,19})$/;
/** As many tokens as one header may hand over: an account's work may lie in as many lanes as there are. */
const maxTokens = 64;

/** What another account or service has to have seen before it reads what was written. */
export const consistencyTokenOf = ({ layout, laneOf }: Layout, owner: Owner, position: bigint): string =>
  `${layout}-${laneOf(owner)}-${position}`;

/** The positions that handed-over tokens ask for, separated by commas; null where they are malformed. */
export function parseConsistencyTokens(text: string): RequiredPosition | null {
  const tokens = text.split(',').map((token) => shape.exec(token.trim()));
  if (tokens.length > maxTokens) return null;
  const asked: { layout: number; lane: number; position: bigint }[] = [];
  for (const token of tokens) {
    if (!token) return null;
    const [, layout, lane, position = ''] = token;
    asked.push({ layout: Number(layout), lane: Number(lane), position: BigInt(position) });
  }
  return (lane, layout) =>
    asked
      // Under another layout the lanes are others: then all of them have to be there.
      .filter((each) => each.layout !== layout || each.lane === lane)
      .reduce((highest, { position }) => (position > highest ? position : highest), 0n);
}

/** Both have to be satisfied. */
export const laterOf =
  (one: RequiredPosition, other: RequiredPosition): RequiredPosition =>
  (lane, layout) => {
    const [a, b] = [one(lane, layout), other(lane, layout)];
    return a > b ? a : b;
  };
