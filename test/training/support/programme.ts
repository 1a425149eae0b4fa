import { expect } from 'chai';
import type { TrainingMaxDocument } from '../../../src/documents/profile.ts';
import { usualProfile } from '../../../src/documents/profile.ts';
import type { UnitExerciseDocument } from '../../../src/documents/unit.ts';
import { noMuscles } from '../../../src/events/exercise.ts';
import type { AccountId, Day, ExerciseId, SessionId, SetId, UnitExerciseId } from '../../../src/events/ids.ts';
import { emptyMeasures, type Measures, type Weight } from '../../../src/events/performance.ts';
import { isPlanned, type Planned, type PlannedSet } from '../../../src/events/planned.ts';
import type { Gear } from '../../../src/events/profile.ts';
import type { Progression, Target } from '../../../src/events/progression.ts';
import type { WeightUnit } from '../../../src/events/values.ts';
import type { Athlete } from '../../../src/training/conclusion.ts';
import type { PastPerformance } from '../../../src/training/judged.ts';
import { nextTargets } from '../../../src/training/next-targets.ts';

export const kg = (value: number): Weight => ({ value, unit: 'kg' });
export const lb = (value: number): Weight => ({ value, unit: 'lb' });

export const squat = '01900000-0000-7000-8000-000000000041' as ExerciseId;
const uuid = (family: number, number: number) =>
  `01900000-0000-7000-8${String(family).padStart(3, '0')}-${String(number).padStart(12, '0')}`;
export const sessionIdOf = (number: number) => uuid(1, number) as SessionId;

const noTarget: Target = {
  ...{ reps: null, seconds: null, distance: null, weight: null },
  ...{ percentOfTrainingMax: null, rpe: null, rir: null },
};

export type Asked = Partial<Omit<UnitExerciseDocument, 'target'>> & Readonly<{ target?: Partial<Target> }>;

/** An exercise of a unit: three sets with a bar, unless the test says otherwise. */
export const exerciseOf = (progression: Progression, { target, ...part }: Asked = {}): UnitExerciseDocument => ({
  id: '01900000-0000-7000-8000-000000000710' as UnitExerciseId,
  exerciseId: squat,
  ...{ name: 'Squat', mode: 'reps', order: 0, supersetGroup: null, sets: 3, restSeconds: 180 },
  ...{ loading: 'barbell', notes: null, alternatives: [], ...noMuscles },
  progression,
  ...part,
  target: { ...noTarget, ...target },
});

export type Profile = Partial<Athlete['profile']> & Readonly<{ max?: Weight; setOn?: string }>;

/** The day of a session: each one is two days after the one before. */
export const dayOf = (number: number): Day =>
  new Date(Date.UTC(2026, 0, 5 + 2 * number)).toISOString().slice(0, 10) as Day;

export const athleteAt = (number: number, { max, setOn = '2026-01-01', ...profile }: Profile = {}): Athlete => ({
  profile: {
    ...usualProfile('01900000-0000-7000-8000-000000000001' as AccountId),
    trainingMaxes: max ? [{ exerciseId: squat, weight: max, setOn: setOn as Day } satisfies TrainingMaxDocument] : [],
    ...profile,
  },
  day: dayOf(number),
});

/**
 * What was done in a session, in the notation `[weight x] repetitions [@ RPE]` for each set, such as `60x5@8`. Without
 * a weight, it is the planned one. `w` begins a warm-up, `all` means that everything was done as planned.
 */
export function doneOf(text: string, { sets }: Pick<Planned, 'sets'>): Measures[] {
  if (text === 'all') return sets.map((planned) => doneAsPlanned(planned));
  return text.split(' ').map((token, at) => {
    const [, warmUp, weight, reps, rating] = /^(w?)(?:(-?[\d.]+)x)?(\d+)(?:@([\d.]+))?$/.exec(token) ?? [];
    if (reps === undefined) throw new Error(`Unreadable set: ${token}`);
    const planned = (sets[at] ?? sets.at(-1))?.weight ?? null;
    return {
      ...emptyMeasures,
      type: warmUp ? 'warm_up' : 'normal',
      weight: weight === undefined ? planned : { value: Number(weight), unit: planned?.unit ?? 'kg' },
      reps: Number(reps),
      rpe: rating === undefined ? null : Number(rating),
    };
  });
}

const doneAsPlanned = ({ reps, seconds, distance, weight, rpe, rir }: PlannedSet): Measures => ({
  ...emptyMeasures,
  ...{ reps: reps && (reps.min ?? reps.max), seconds, distance, weight, rpe, rir },
});

/** A performance of planned sets in session `number`. */
export const performed = (
  number: number,
  planned: Planned,
  done: readonly Measures[],
  part: Partial<PastPerformance> = {},
): PastPerformance => ({
  sessionId: sessionIdOf(number),
  status: 'completed',
  localDay: dayOf(number),
  planned: { ...planned, isExchanged: false },
  sets: done.map((measures, at) => ({ ...measures, id: uuid(2, 1_000 * number + at) as SetId })),
  ...part,
});

/** Planned sets as coaches write them: `3x5 60`, `1x5+ 170`, `3x8-12 20`, `4x5@8 100`. */
export function textOfSets(sets: readonly PlannedSet[]): string {
  const texts = sets.map(({ reps, weight, rpe }) => {
    const range =
      reps?.max === null ? `${reps.min}+` : reps?.min === reps?.max ? reps?.max : `${reps?.min}-${reps?.max}`;
    return `${range}${rpe === null ? '' : `@${rpe}`} ${weight?.value ?? '–'}`;
  });
  return texts.every((text) => text === texts[0]) ? `${texts.length}x${texts[0]}` : texts.join(', ');
}

/** A session of a programme: the targets that the programme prescribes, and what the athlete does. */
type Session = readonly [target: string, done: string];

/** The targets of session after session, when the athlete does what the table says. */
export function follow(
  exercise: UnitExerciseDocument,
  sessions: readonly Session[],
  profile: Profile = {},
): readonly Planned[] {
  const past: PastPerformance[] = [];
  return sessions.map(([, done], number) => {
    const planned = nextTargets(exercise, past, athleteAt(number, profile));
    past.unshift(performed(number, planned, doneOf(done, planned)));
    return planned;
  });
}

/** Expects that the targets of all sessions are those of the table, in its unit, and allowed in an event. */
export function expectProgramme(
  exercise: UnitExerciseDocument,
  unit: WeightUnit,
  sessions: readonly Session[],
  profile: Profile = {},
): void {
  const followed = follow(exercise, sessions, profile);
  expect(followed.map(({ sets }) => textOfSets(sets))).to.deep.equal(sessions.map(([target]) => target));
  for (const planned of followed) {
    expect(isPlanned(planned)).to.equal(true);
    for (const { weight } of planned.sets) expect(weight?.unit ?? unit).to.equal(unit);
  }
}

/** A gear with a bar of 20 and few plates. */
export const smallGear: Gear = {
  bar: 20,
  plates: [
    { value: 20, pairs: 1 },
    { value: 10, pairs: 1 },
    { value: 2.5, pairs: 2 },
  ],
  dumbbells: [5, 7.5, 10, 15],
  step: 5,
};
