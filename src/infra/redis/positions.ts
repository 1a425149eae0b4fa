import type { Redis } from 'ioredis';
import { isOfSameLog } from '../../documents/lane-layouts.ts';
import type { Owner } from '../../events/ids.ts';
import type { Layout, RequiredPosition } from '../../ports/lanes.ts';
import type { Positions } from '../../ports/positions.ts';
import { createTickBatcher } from '../local/tick-batcher.ts';
import { orUnavailable } from './client.ts';
import { createScript } from './script.ts';

/**
 * Positions are padded to this many digits, enough for any position, so that comparing them as texts compares the
 * numbers. As a number in Lua, a double, a position would lose digits.
 */
const width = 20;
export const positionsKey = (account: string): string => `positions:${account}`;

/**
 * A Lua script that raises the positions of accounts, each in one lane: `KEYS` has a key per account, and `ARGV` has,
 * after the layout, a lane and a position for each key. The stored text is `<layout>/<lanes>:` and one padded position
 * per lane. When the lane layout changes, the highest old position counts for every new lane. A process that still uses
 * an older layout cannot know the lane in the newer one, so it raises all lanes. No recorded position is ever lost.
 */
const raiseScript = `
local width = ${width}
local function raise(key, layout, lanes, lane, position)
  local stored = redis.call('GET', key)
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
  redis.call('SET', key, string.format('%d/%d:', layout, lanes) .. table.concat(positions))
end
for n = 1, #KEYS do
  raise(KEYS[n], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[2 * n + 1]), ARGV[2 * n + 2])
end
return #KEYS`;

type Recorded = Readonly<{ account: string; owner: Owner; position: bigint }>;

/**
 * The highest log position that each account has written in each lane, stored in Redis. The positions of all commands
 * that end in one round of the event loop are stored together.
 */
export function createPositions(redis: Redis, layout: Layout): Positions {
  const raise = createScript(redis, raiseScript);
  const record = createTickBatcher(async (items: readonly Recorded[]) => {
    const keys = items.map(({ account }) => positionsKey(account));
    const raised = items.flatMap(({ owner, position }) => [
      layout.laneOf(owner),
      String(position).padStart(width, '0'),
    ]);
    await orUnavailable(raise(keys, [layout.layout, layout.lanes, ...raised]));
    return items.map(() => undefined);
  });
  return { record: (account, owner, position) => record({ account, owner, position }) };
}

/**
 * Parses the positions that are stored for an account. The returned function gives the position that a read model must
 * have reached in a lane, which is never before `floor`.
 */
export function requiredPositionOf(stored: string | null, floor: bigint): RequiredPosition {
  if (stored === null) return () => floor;
  const start = stored.indexOf(':') + 1;
  const storedLayout = Number.parseInt(stored, 10);
  const lanes = (stored.length - start) / width;
  const positionOf = (lane: number): bigint =>
    lane < lanes ? BigInt(stored.slice(start + lane * width, start + (lane + 1) * width)) : 0n;
  return (lane, layout) => {
    if (storedLayout === layout) return laterOf(positionOf(lane), floor);
    if (!isOfSameLog(storedLayout, layout)) return floor;
    // The positions were stored under another lane layout. It is unknown which of them are about this lane, so the highest
    // position is required.
    return Array.from({ length: lanes }, (_, each) => positionOf(each)).reduce(laterOf, floor);
  };
}

const laterOf = (one: bigint, other: bigint): bigint => (one > other ? one : other);
