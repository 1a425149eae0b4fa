import { decimalOf, quoted } from './cells.ts';
import { RowError } from './row-error.ts';

/** Ten years, in seconds. Workouts that the athlete forgot to end may last for days. */
const maxDuration = 10 * 366 * 86_400;

// No two adjacent parts match blanks: they could share a run of blanks in quadratically many ways.
const partsPattern =
  /^(?:(\d+)\s*h(?:rs?|ours?)?\s*)?(?:(\d+)\s*m(?:in(?:ute)?s?)?\s*)?(?:(\d+)\s*s(?:ec(?:ond)?s?)?)?$/i;
const clockPattern = /^(\d+):(\d{2}):(\d{2})$/;

/** Parses `01:02:03`, `1h 2m 3s` and plain seconds to seconds; null for an empty cell. Throws `RowError`. */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const parts = clockPattern.exec(trimmed) ?? partsPattern.exec(trimmed);
  const seconds = parts ? secondsOf(parts) : decimalOf(trimmed);
  // Written so that NaN is rejected too.
  if (!(seconds >= 0 && seconds <= maxDuration)) throw new RowError(`The duration ${quoted(trimmed)} is not valid.`);
  return seconds;
}

const secondsOf = ([, hours, minutes, seconds]: RegExpExecArray): number =>
  Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
