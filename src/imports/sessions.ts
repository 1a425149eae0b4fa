import type { TimeZone } from '../events/ids.ts';
import { exerciseGatherer } from './exercises.ts';
import type { ExportRow, WorkoutPart } from './formats/export-row.ts';
import { instant, msOf, wallText } from './formats/times.ts';
import { RowError } from './formats/values.ts';
import type { ImportedSession } from './imported.ts';

// What is held at a time is one workout; without a bound a file could make all of itself one.
const MAX_SETS = 10_000;

/** Gathers rows into workouts: `add` and `finish` give back the workout that has ended, if one has. */
export function sessionGatherer(timezone: TimeZone) {
  // Of the workouts that are done only their starts are kept, so that no two get the same key.
  const starts = new Map<string, number>();
  let open: Draft | null = null;

  const finish = (): ImportedSession | null => {
    const done = open;
    open = null;
    return done === null ? null : sessionOf(done, timezone, starts);
  };
  const add = ({ workout, exercise, set }: ExportRow, line: number): ImportedSession | null => {
    const ended = open !== null && open.id !== workout.id ? finish() : null;
    open ??= { ...workout, exercises: exerciseGatherer(), lines: [] };
    if (set !== null && open.lines.length >= MAX_SETS)
      throw new RowError(`Its workout has more than ${MAX_SETS} sets.`);
    open.exercises.add(exercise, set);
    if (set !== null) open.lines.push(line);
    // Some versions of Strong write these on the first row of a workout only, others on any.
    open.notes ??= workout.notes;
    open.durationSeconds ??= workout.durationSeconds;
    return ended;
  };
  return { add, finish };
}

type Draft = { -readonly [Key in keyof WorkoutPart]: WorkoutPart[Key] } & {
  exercises: ReturnType<typeof exerciseGatherer>;
  lines: number[];
};

function sessionOf(draft: Draft, timezone: TimeZone, starts: Map<string, number>): ImportedSession {
  const localStart = wallText(draft.start);
  const ordinal = (starts.get(localStart) ?? 0) + 1;
  starts.set(localStart, ordinal);
  const startedAt = msOf(draft.start, timezone);
  const endedAt = draft.end
    ? msOf(draft.end, timezone, startedAt)
    : startedAt + Math.round((draft.durationSeconds ?? 0) * 1000);
  return {
    key: ordinal === 1 ? localStart : `${localStart}#${ordinal}`,
    localStart,
    name: draft.name,
    startedAt: instant(startedAt),
    // An end before its start is a clock set back on the way; nothing is known then but the start.
    endedAt: instant(Math.max(startedAt, endedAt)),
    timezone,
    notes: draft.notes,
    exercises: draft.exercises.finish(),
    setCount: draft.lines.length,
    lines: draft.lines,
  };
}
