import type { TimeZone } from '../../events/ids.ts';
import { timeZoneLength } from '../../events/values.ts';

const supported: ReadonlySet<string> = new Set(Intl.supportedValuesOf('timeZone'));
const shape = /^[A-Z][A-Z0-9_+-]*(\/[A-Z0-9_+-]+)*$/i;
/** Legacy names of time zones, which ICU accepts although the IANA database and Postgres do not have them. */
const legacy = /^(SystemV\/.*|US\/Pacific-New|(?!CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)[A-Z]{3})$/i;

/**
 * Parses the name of an IANA time zone. Upper and lower case are corrected where the proper spelling is known; null for
 * any other text.
 */
export function parseTimeZone(text: string): TimeZone | null {
  if (text.length > timeZoneLength.max) return null;
  if (supported.has(text)) return text as TimeZone;
  if (!shape.test(text) || legacy.test(text)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    return (timeZone.toLowerCase() === text.toLowerCase() ? timeZone : text) as TimeZone;
  } catch {
    return null;
  }
}
