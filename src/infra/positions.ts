import type { Redis } from 'ioredis';
import type { Owner } from '../events/ids.ts';
import type { Positions } from '../ports/positions.ts';
import { orUnavailable } from './redis.ts';

/** The lanes in force, and which one an owner's events take. */
export type Layout = Readonly<{ layout: number; lanes: number; laneOf: (owner: Owner) => number }>;

/** Wide enough for any position, so that texts compare as numbers do; Redis' own numbers are doubles. */
const width = 20;
export const positionsKey = (account: string): string => `positions:${account}`;

/** Raises one lane's position and keeps the others; another layout starts over, for all lanes have passed the old ones. */
const raise = `
local head, lanes, lane, position = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local now = redis.call('GET', KEYS[1])
if not now or string.sub(now, 1, #head) ~= head then now = head .. string.rep('0', ${width} * lanes) end
local from = #head + lane * ${width} + 1
if string.sub(now, from, from + ${width} - 1) < position then
  now = string.sub(now, 1, from - 1) .. position .. string.sub(now, from + ${width})
  redis.call('SET', KEYS[1], now)
end
return 1`;

const headOf = ({ layout, lanes }: Layout): string => `${layout}/${lanes}:`;

/** What an account has written, per lane, in Redis. */
export const positionsIn = (redis: Redis, layout: Layout): Positions => ({
  async record(account, owner, position) {
    const padded = String(position).padStart(width, '0');
    await orUnavailable(
      redis.eval(raise, 1, positionsKey(account), headOf(layout), layout.lanes, layout.laneOf(owner), padded),
    );
  },
});

/** The position that a lane must have reached, by the text kept; at least `floor`. */
export function neededIn(kept: string | null, layout: Layout, floor: bigint): (lane: number) => bigint {
  const head = headOf(layout);
  if (!kept?.startsWith(head)) return () => floor;
  return (lane) => {
    const noted = BigInt(kept.slice(head.length + lane * width, head.length + (lane + 1) * width) || 0);
    return noted > floor ? noted : floor;
  };
}
