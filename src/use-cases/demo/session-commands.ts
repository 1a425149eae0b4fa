import type { WholeEntry } from '../../commands/session/content/content.ts';
import type { SessionCommand } from '../../commands/session/decider.ts';
import type { RecordSession } from '../../commands/session/record-session.ts';
import { plusDays } from '../../documents/days.ts';
import type { Day, EntryId, ImportId, SessionId, SetId } from '../../events/ids.ts';
import { instantOf } from '../../events/ids.ts';
import { emptyPerformance, type Weight } from '../../events/performance.ts';
import type { FindExercise } from './catalogue.ts';
import type { DemoIds } from './demo-ids.ts';
import type { DemoAthlete } from './generator/cast.ts';
import { type Draft, type DraftEntry, type DraftSet, planDays } from './generator/draft.ts';
import { planName } from './plan-commands.ts';

type Parts = Readonly<{
  ids: DemoIds;
  findExercise: FindExercise;
  athlete: DemoAthlete;
  today: Day;
  importId: ImportId;
}>;

const [msPerHour, msPerMinute] = [3_600_000, 60_000];
const startOf = ({ athlete, today }: Parts, { daysAgo }: Draft): number =>
  Date.parse(plusDays(today, -daysAgo)) + athlete.hour * msPerHour;

export const sessionIdOf = (parts: Parts, draft: Draft): SessionId =>
  parts.ids.idOf(`session ${draft.daysAgo}`, startOf(parts, draft));

/** The ids of an entry and of its sets, by their places. */
const placesOf = (parts: Parts, draft: Draft) => {
  const ms = startOf(parts, draft);
  const place = (name: string) => `session ${draft.daysAgo} ${name}`;
  return {
    entry: (at: number): EntryId => parts.ids.idOf(place(`entry ${at}`), ms),
    set: (at: number, number: number): SetId => parts.ids.idOf(place(`set ${at} ${number}`), ms),
  };
};

/** The command that records a session at once. */
export function recordCommand(parts: Parts, draft: Draft): RecordSession {
  const { athlete, ids, importId } = parts;
  const { unit, isPlanned, isByHand, daysAgo, minutes } = draft;
  const start = startOf(parts, draft);
  const day = { week: Math.floor((planDays - daysAgo) / 7) + 1, day: unit.day, index: 0 };
  const templates = {
    plan: { id: ids.plan, name: planName, day },
    unit: { id: ids.unitOf(unit.key), name: unit.name },
  };
  return {
    type: 'RecordSession',
    data: {
      ...{ sessionId: sessionIdOf(parts, draft), startedAt: instantOf(start), timezone: athlete.timezone },
      ...{ importId: isByHand ? null : importId, name: unit.name, notes: null, ...(isPlanned && { templates }) },
      entries: draft.entries.map((_, at) => entryOf(parts, draft, at)),
      endedAt: instantOf(start + minutes * msPerMinute),
    },
  };
}

function entryOf(parts: Parts, draft: Draft, at: number): WholeEntry {
  const { entries, isPlanned } = draft;
  const entry = entries[at] as DraftEntry;
  const { id, mode } = parts.findExercise(entry.exercise);
  const places = placesOf(parts, draft);
  const timeOf = timesOf(parts, draft, at);
  return {
    ...{ entryId: places.entry(at), exerciseId: id, mode, supersetGroup: null },
    ...(isPlanned && { planned: plannedOf(parts, draft, at) }),
    personal: { name: entry.exercise, notes: entry.notes },
    sets: entry.sets.map((set, number) => ({
      ...{ ...emptyPerformance, setId: places.set(at, number), reps: set.reps, seconds: set.seconds },
      ...{ weight: weightOf(parts, set.firstTyped ?? set.weight), rpe: set.rpe, performedAt: timeOf(number) },
    })),
  };
}

const weightOf = ({ athlete }: Parts, value: number | null): Weight | null =>
  value === null ? null : { value, unit: athlete.unit };

/** Returns when a set of an entry was done. Each entry begins some minutes after the one before. */
function timesOf(parts: Parts, draft: Draft, at: number): (number: number) => ReturnType<typeof instantOf> | null {
  const { restFactor, entries } = draft;
  if (restFactor === null) return () => null;
  const secondsOf = ({ lift }: DraftEntry) => lift.restSeconds * restFactor;
  const before = entries.slice(0, at).reduce((sum, entry) => sum + secondsOf(entry) * entry.sets.length, 300);
  const own = secondsOf(entries[at] as DraftEntry);
  return (number) => instantOf(startOf(parts, draft) + Math.round(before + own * number) * 1_000);
}

function plannedOf(parts: Parts, { unit, entries }: Draft, order: number): NonNullable<WholeEntry['planned']> {
  const { lift, target } = entries[order] as DraftEntry;
  const { id, mode } = parts.findExercise(lift.exercise);
  const { reps, seconds, restSeconds } = lift;
  const set = {
    ...{ reps: reps === null ? null : { min: reps, max: reps }, seconds, distance: null },
    ...{ weight: weightOf(parts, target), rpe: target === null ? null : 8, rir: null },
  };
  return {
    ...{ unitExerciseId: parts.ids.unitExerciseOf(unit.key, order), exerciseId: id, mode, order, restSeconds },
    ...{ sets: Array.from({ length: lift.sets }, () => set), suggestion: null, name: lift.exercise },
  };
}

/** The commands that correct what was typed by mistake. */
export function correctionsOf(parts: Parts, draft: Draft): readonly SessionCommand[] {
  const places = placesOf(parts, draft);
  return draft.entries.flatMap(({ sets }, at) =>
    sets.flatMap((set: DraftSet, number): SessionCommand[] => {
      if (set.firstTyped === undefined) return [];
      const data = { entryId: places.entry(at), setId: places.set(at, number), weight: weightOf(parts, set.weight) };
      return [{ type: 'CorrectSet', data }];
    }),
  );
}
