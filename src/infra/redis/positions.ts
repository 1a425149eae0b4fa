import type { Redis } from 'ioredis';
import type { Layout, RequiredPosition } from '../../ports/lanes.ts';
import type { Positions } from '../../ports/positions.ts';
import { orUnavailable } from './client.ts';

/** Wide enough for any position, so that texts compare as numbers do; Redis' own numbers are doubles. */
const width = 20;
export const positionsKey = (account: string): string => `positions:${account}`;

/**
 * Raises one lane's position and keeps the others. What was noted under an older layout counts for every lane of the newer one; who
 * still writes by the older one can't tell the lane, so all of them are raised. Nothing noted is ever lost.
 */
const raise = `
local width = ${width}
local layout, lanes, lane, position = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local now = redis.call('GET', KEYS[1])
local places = {}
if now then
  local at = string.find(now, ':', 1, true)
  local kept, count = string.match(now, '^(%d+)/(%d+):')
  for n = 1, tonumber(count) do places[n] = string.sub(now, at + 1 + (n - 1) * width, at + n * width) end
  kept = tonumber(kept)
  if kept < layout then
    local highest = string.rep('0', width)
    for n = 1, #places do if places[n] > highest then highest = places[n] end end
    places = {}
    for n = 1, lanes do places[n] = highest end
  elseif kept > layout then
    layout, lanes, lane = kept, tonumber(count), nil
  end
else
  for n = 1, lanes do places[n] = string.rep('0', width) end
end
for n = 1, lanes do
  if (lane == nil or n == lane + 1) and places[n] < position then places[n] = position end
end
redis.call('SET', KEYS[1], string.format('%d/%d:', layout, lanes) .. table.concat(places))
return 1`;

/** What an account has written, per lane, in Redis. */
export const createPositions = (redis: Redis, layout: Layout): Positions => ({
  async record(account, owner, position) {
    const padded = String(position).padStart(width, '0');
    const { layout: number, lanes } = layout;
    await orUnavailable(redis.eval(raise, 1, positionsKey(account), number, lanes, layout.laneOf(owner), padded));
  },
});

/** The position that a lane of a layout must have reached, by the text kept; at least `floor`. */
export function requiredPositionIn(kept: string | null, floor: bigint): RequiredPosition {
  if (kept === null) return () => floor;
  const start = kept.indexOf(':') + 1;
  const keptLayout = Number.parseInt(kept, 10);
  const noted = (lane: number) => BigInt(kept.slice(start + lane * width, start + (lane + 1) * width) || 0);
  return (lane, layout) => {
    // Which lane an event took under another layout is not known here: any of them may be the asker's.
    const all = Array.from({ length: (kept.length - start) / width }, (_, each) => noted(each));
    const places = keptLayout === layout ? [noted(lane)] : all;
    return places.reduce((highest, each) => (each > highest ? each : highest), floor);
  };
}
