import { IANAZone } from 'luxon';
import type { TimeZone } from '../../events/ids.ts';
import type { LocalTime } from '../dates/date-parts.ts';

const minute = 60_000;
const day = 86_400_000;

/** Writes what the clock showed as `YYYY-MM-DDTHH:mm:ss`. */
export const wallText = ({ wall }: LocalTime): string => new Date(wall).toISOString().slice(0, 19);

/**
 * Returns when a clock in the time zone showed this time, in milliseconds since 1970. Of a time that clocks show twice,
 * returns the first occurrence not before `notBefore`. A time that clocks skip is moved forward by as much as the
 * clocks.
 */
export function msOf({ wall, offset }: LocalTime, timezone: TimeZone, notBefore = Number.NEGATIVE_INFINITY): number {
  if (offset !== null) return wall - offset * minute;
  // luxon's result for a time that clocks show twice depends on today's date, so only its offsets of the zone are used.
  const zone = IANAZone.create(timezone);
  const [offsetBefore, offsetAfter] = [zone.offset(wall - day), zone.offset(wall + day)];
  const early = wall - offsetBefore * minute;
  if (offsetBefore === offsetAfter) return early;
  const late = wall - offsetAfter * minute;
  const shown = [early, late].filter((ms) => ms + zone.offset(ms) * minute === wall);
  return shown.find((ms) => ms >= notBefore) ?? shown[0] ?? early;
}
