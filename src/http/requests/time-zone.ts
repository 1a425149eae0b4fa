import type { TimeZone } from '../../events/ids.ts';

const supported: ReadonlySet<string> = new Set(Intl.supportedValuesOf('timeZone'));
const shape = /^[A-Z][A-Z0-9_+-]*(\/[A-Z0-9_+-]+)*$/i;
/** What ICU takes besides the names of the IANA database: its own relics, which Postgres does not know. */
const relics = /^(SystemV\/.*|US\/Pacific-New|(?!CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)[A-Z]{3})$/i;

/** The name of a zone of the IANA database as given, in its proper case where that is known; else null. */
export function parseTimeZone(text: string): TimeZone | null {
  if (supported.has(text)) return text as TimeZone;
  if (!shape.test(text) || relics.test(text)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    return (timeZone.toLowerCase() === text.toLowerCase() ? timeZone : text) as TimeZone;
  } catch {
    return null;
  }
}
