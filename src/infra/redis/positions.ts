import type { Redis } from 'ioredis';
import type { Layout, RequiredPosition } from '../../ports/lanes.ts';
import type { Positions } from '../../ports/positions.ts';
import { orUnavailable } from './client.ts';

/**
 * Positions are padded to this many digits, enough for any position, so that comparing them as texts compares the
 * numbers. As a number in Lua, a double, a position would lose digits.
 */
const width = 20;
export const positionsKey = (account: string): string => `positions:${account}`;

/**
 * A Lua script that raises an account's position in one lane. The stored text is `<layout>/<lanes>:` and one padded
 * position per lane. When the lane layout changes, the highest old position counts for every new lane. A process that
 * still uses an older layout cannot know the lane in the newer one, so it raises all lanes. No recorded position is
 * ever lost.
 */
const raiseScript = `
local width = ${width}
local layout, lanes, lane, position = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local stored = redis.call('GET', KEYS[1])
local positions = {}
if stored then
  local at = string.find(stored, ':', 1, true)
  local storedLayout, count = string.match(stored, '^(%d+)/(%d+):')
  for n = 1, tonumber(count) do positions[n] = string.sub(stored, at + 1 + (n - 1) * width, at + n * width) end
  storedLayout = tonumber(storedLayout)
  if storedLayout < layout then
    local highest = string.rep('0', width)
    for n = 1, #positions do if positions[n] > highest then highest = positions[n] end end
    positions = {}
    for n = 1, lanes do positions[n] = highest end
  elseif storedLayout > layout then
    layout, lanes, lane = storedLayout, tonumber(count), nil
  end
else
  for n = 1, lanes do positions[n] = string.rep('0', width) end
end
for n = 1, lanes do
  if (lane == nil or n == lane + 1) and positions[n] < position then positions[n] = position end
end
redis.call('SET', KEYS[1], string.format('%d/%d:', layout, lanes) .. table.concat(positions))
return 1`;

/** The highest log position that each account has written in each lane, stored in Redis. */
export const createPositions = (redis: Redis, layout: Layout): Positions => ({
  async record(account, owner, position) {
    const padded = String(position).padStart(width, '0');
    const { layout: number, lanes } = layout;
    await orUnavailable(redis.eval(raiseScript, 1, positionsKey(account), number, lanes, layout.laneOf(owner), padded));
  },
});

/**
 * Parses the positions that are stored for an account. The returned function gives the position that a read model must
 * have reached in a lane, which is never before `floor`.
 */
export function requiredPositionOf(stored: string | null, floor: bigint): RequiredPosition {
  if (stored === null) return () => floor;
  const start = stored.indexOf(':') + 1;
  const storedLayout = Number.parseInt(stored, 10);
  const positions = Array.from({ length: (stored.length - start) / width }, (_, lane) =>
    BigInt(stored.slice(start + lane * width, start + (lane + 1) * width)),
  );
  return (lane, layout) => {
    // When the positions were stored under another lane layout, it is unknown which of them are about this lane, so the
    // highest position is required.
    const candidates = storedLayout === layout ? [positions[lane] ?? 0n] : positions;
    return candidates.reduce((highest, position) => (position > highest ? position : highest), floor);
  };
}
