import { decimalOf, quoted } from './cells.ts';
import { RowError } from './row-error.ts';

/**
 * The longest duration of a workout: ten years, in seconds. Workouts that the athlete forgot to end may last for days.
 */
const maxDuration = 10 * 366 * 86_400;

// No two adjacent parts of the pattern match blanks. Otherwise a run of blanks could be divided between them in many
// ways, and matching would take quadratic time.
const partsPattern =
  /^(?:(\d+)\s*h(?:rs?|ours?)?\s*)?(?:(\d+)\s*m(?:in(?:ute)?s?)?\s*)?(?:(\d+)\s*s(?:ec(?:ond)?s?)?)?$/i;
const clockPattern = /^(\d+):(\d{2}):(\d{2})$/;

/**
 * Parses a duration such as `01:02:03`, `1h 2m 3s` or plain seconds to seconds; null for an empty cell. Throws
 * `RowError`.
 */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const parts = clockPattern.exec(trimmed) ?? partsPattern.exec(trimmed);
  const seconds = parts ? secondsOf(parts) : decimalOf(trimmed);
  // The condition is written so that it also rejects NaN.
  if (!(seconds >= 0 && seconds <= maxDuration)) throw new RowError(`The duration ${quoted(trimmed)} is not valid.`);
  return seconds;
}

const secondsOf = ([, hours, minutes, seconds]: RegExpExecArray): number =>
  Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
