import fc from 'fast-check';
import { DateTime } from 'luxon';
import { slugOf } from '../../../src/documents/exercise.ts';
import type { SessionDocument } from '../../../src/documents/session.ts';
import { emptyMeasures } from '../../../src/events/performance.ts';
import { readSeeds } from '../../../src/infra/local/seed-files.ts';
import type { SeedExercise } from '../../../src/ports/seeds.ts';
import { createExerciseMatcher, type NamedExercise } from '../../../src/use-cases/import/match.ts';
import { type AnyExercise, type AnySession, type AnySet, histories } from '../../imports/support/histories.ts';
import type { Variant } from '../../imports/support/variants.ts';
import { seedsFolder } from '../../seeds/support/catalogue.ts';

const namedOf = ({ exerciseId: id, name, aliases }: SeedExercise): NamedExercise => ({
  id,
  isOwn: false,
  name,
  aliases,
});

/**
 * Finds the catalogue exercise for an exercise name in an export file. The athletes of these tests have no exercises of
 * their own.
 */
const match = createExerciseMatcher((await readSeeds(seedsFolder, slugOf)).exercises.map(namedOf));

/** A random history of `length` training sessions, about a day apart; the same seed gives the same history. */
export function historyOf(seed: number, length: number): AnySession[] {
  const sampled: AnySession[] = [];
  for (let round = 0; sampled.length < length; round += 1) {
    sampled.push(...fc.sample(histories, { seed: seed + round, numRuns: 20 }).flat());
  }
  const start = (index: number) => Date.UTC(2019, 2, 1, 6) + index * (26 * 60 + 17) * 60_000;
  return sampled.slice(0, length).map((session, index) => ({ ...session, start: start(index) }));
}

const nothing: AnySet = {
  type: 'normal',
  weight: null,
  reps: null,
  seconds: null,
  distance: null,
  rpe: null,
  notes: null,
};

/** An exercise with one set for each pair of a weight and a number of repetitions. */
export const counted = (name: string, ...sets: readonly (readonly [number, number])[]): AnyExercise => ({
  name,
  mode: 'reps',
  supersetGroup: null,
  notes: null,
  sets: sets.map(([weight, reps]) => ({ ...nothing, weight, reps })),
});

/** A training session of one hour on this day of 2024. */
export const workout = (day: string, name: string, ...exercises: AnyExercise[]): AnySession => ({
  start: Date.parse(`2024-${day}T18:30:00Z`),
  minutes: 60,
  name,
  notes: null,
  exercises,
});

/** The contents of a session document, without the ids, revision and times that the service assigns. */
export const contentsOf = ({ name, status, startedAt, endedAt, durationSeconds, ...rest }: SessionDocument) => ({
  name,
  status,
  startedAt,
  endedAt,
  durationSeconds,
  timezone: rest.timezone as string,
  notes: rest.notes,
  exercises: rest.exercises.map(({ id: _entry, sets, ...exercise }) => ({
    ...exercise,
    sets: sets.map(({ id: _set, ...set }) => set),
  })),
});

type Contents = ReturnType<typeof contentsOf>;

/**
 * The contents of the sessions that an import must result in, if the history was exported in this variant by an app
 * whose clock shows this time zone.
 */
export function expected(history: readonly AnySession[], variant: Variant, timezone: string): Contents[] {
  const { keeps, format } = variant;
  const kept = <Value>(what: Variant['keeps'][number], value: Value) => (keeps.includes(what) ? value : null);
  // The time zone does not matter for an export file that contains times with their UTC offset.
  const isAbsolute = history[0] && variant.write(history).includes(new Date(history[0].start).toISOString());
  const inZone = (wall: number) =>
    DateTime.fromMillis(wall, { zone: 'utc' }).setZone(timezone, { keepLocalTime: !isAbsolute });
  return history.map(({ start, minutes, name, notes, exercises }) => {
    const startedAt = inZone(start);
    const duration = (kept('end', minutes) ?? 0) * 60_000;
    // A Strong export contains the duration of a session; a Hevy export contains the clock time of its end.
    const endedAt = format === 'hevy' ? inZone(start + duration) : startedAt.plus(duration);
    return {
      name,
      status: 'completed',
      startedAt: instantOf(startedAt),
      endedAt: instantOf(endedAt),
      durationSeconds: endedAt.diff(startedAt).as('seconds'),
      timezone,
      notes: kept('sessionNotes', notes),
      exercises: exercises.map((exercise, order) => ({
        exerciseId: match(exercise.name),
        name: exercise.name,
        mode: exercise.mode,
        order,
        supersetGroup: kept('superset', exercise.supersetGroup),
        notes: kept('exerciseNotes', exercise.notes),
        planned: null,
        sets: exercise.sets.map((set, order) => setOf(set, order, variant)),
      })),
    };
  });
}

function setOf({ weight, distance, rpe, notes, ...set }: AnySet, order: number, variant: Variant) {
  const { keeps, weightUnit, distanceUnit } = variant;
  return {
    ...emptyMeasures,
    ...set,
    order,
    weight: weight === null ? null : { value: weight, unit: weightUnit },
    distance: distance === null ? null : { value: distance, unit: distanceUnit },
    rpe: keeps.includes('rpe') ? rpe : null,
    notes: keeps.includes('setNotes') ? notes : null,
    performedAt: null,
  };
}

const instantOf = (time: DateTime) => time.toUTC().toISO()?.replace('Z', '000Z') as SessionDocument['startedAt'];
