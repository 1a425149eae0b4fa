import { expect } from 'chai';
import type { ExerciseId, SessionId, SetId, UnitExerciseId } from '../../src/events/ids.ts';
import {
  isPlanned,
  isPlannedSet,
  isSuggestion,
  maxSources,
  type Planned,
  type PlannedSet,
  plannedMeasures,
  progressionTypes,
  type Suggestion,
  suggestionOutcomes,
} from '../../src/events/planned.ts';

const kg = (value: number) => ({ value, unit: 'kg' }) as const;
const stone = { value: 10, unit: 'st' as 'kg' } as const;

const fives: PlannedSet = {
  reps: { min: 5, max: 5 },
  seconds: null,
  distance: null,
  weight: kg(62.5),
  rpe: null,
  rir: null,
};

const source = {
  sessionId: '0192f000-0000-7000-8000-000000000001' as SessionId,
  setIds: ['0192f000-0000-7000-8000-000000000002' as SetId],
  succeeded: true,
};

const more: Suggestion = {
  rule: 'linear',
  outcome: 'increase-weight',
  from: [source],
  start: kg(60),
  base: kg(60),
  exact: kg(62.5),
  weight: kg(62.5),
  reps: null,
  percent: null,
  trainingMax: null,
  e1rm: null,
  formula: null,
  failures: 0,
  missed: null,
  week: null,
  cycle: null,
};

const squat: Planned = {
  unitExerciseId: '0192f000-0000-7000-8000-000000000003' as UnitExerciseId,
  exerciseId: '0192f000-0000-7000-8000-000000000004' as ExerciseId,
  mode: 'reps',
  order: 0,
  sets: [fives, fives, fives],
  restSeconds: 180,
  suggestion: more,
};

describe('A planned set', () => {
  const allows = (part: Partial<PlannedSet>) => expect(isPlannedSet({ ...fives, ...part })).to.equal(true);
  const refuses = (part: Partial<PlannedSet>) => expect(isPlannedSet({ ...fives, ...part })).to.equal(false);

  it('prescribes any of its measures, or none', () => {
    allows({});
    allows(Object.fromEntries(plannedMeasures.map((name) => [name, null])));
    allows({ reps: { min: 5, max: null }, weight: { value: -20, unit: 'lb' }, rpe: 8.5 });
    allows({ reps: null, seconds: 0.5, distance: { value: 400, unit: 'm' }, rir: 2 });
  });

  it('has a range of repetitions with at least one end, and the lower end first', () => {
    refuses({ reps: { min: null, max: null } });
    refuses({ reps: { min: 0, max: 5 } });
    refuses({ reps: { min: 5, max: 5.5 } });
    refuses({ reps: { min: 6, max: 5 } });
    allows({ reps: { min: null, max: 5 } });
  });

  it('has measures that a set may have too', () => {
    refuses({ seconds: 0 });
    refuses({ distance: { value: 0, unit: 'm' } });
    refuses({ distance: { value: 1, unit: 'in' as 'm' } });
    refuses({ weight: kg(1_000_000) });
    refuses({ weight: stone });
    refuses({ rpe: 8.25 });
    refuses({ rir: 11 });
  });

  it('has an rpe or a rir, never both', () => refuses({ rpe: 8, rir: 2 }));
});

describe('A suggestion', () => {
  const allows = (part: Partial<Suggestion>) => expect(isSuggestion({ ...more, ...part })).to.equal(true);
  const refuses = (part: object) => expect(isSuggestion({ ...more, ...part })).to.equal(false);

  it('has every rule and every outcome', () => {
    for (const rule of progressionTypes) allows({ rule });
    for (const outcome of suggestionOutcomes) allows({ outcome });
    refuses({ rule: 'guess' });
    refuses({ outcome: 'more' });
  });

  it('follows from few sessions', () => {
    allows({ from: Array.from({ length: maxSources }, () => source) });
    refuses({ from: Array.from({ length: maxSources + 1 }, () => source) });
    refuses({ from: [{ ...source, setIds: Array.from({ length: 501 }, () => source.setIds[0]) }] });
  });

  it('has numbers within their ranges', () => {
    allows({ reps: 8, percent: 85, trainingMax: kg(100), e1rm: kg(112.5), formula: 'epley', week: 3, cycle: 2 });
    allows({ failures: 3, missed: 2 });
    for (const name of ['start', 'base', 'exact', 'weight', 'trainingMax', 'e1rm']) refuses({ [name]: stone });
    refuses({ reps: 0 });
    refuses({ percent: -1 });
    refuses({ percent: 201 });
    refuses({ formula: 'lombardi' });
    refuses({ failures: -1 });
    refuses({ missed: 0.5 });
    refuses({ week: 0 });
    refuses({ cycle: 0 });
  });
});

describe('The targets of an entry', () => {
  const allows = (part: Partial<Planned>) => expect(isPlanned({ ...squat, ...part })).to.equal(true);
  const refuses = (part: object) => expect(isPlanned({ ...squat, ...part })).to.equal(false);

  it('have one planned set or more, and no need of a suggestion', () => {
    allows({});
    allows({ sets: [fives], suggestion: null, restSeconds: null, exerciseId: null });
    refuses({ sets: [] });
    refuses({ sets: Array.from({ length: 101 }, () => fives) });
    refuses({ sets: [{ ...fives, rir: 1.5 }] });
    refuses({ suggestion: { ...more, failures: -1 } });
  });

  it('have the mode, the place and the rest that a unit may have', () => {
    refuses({ mode: 'calories' });
    refuses({ order: -1 });
    refuses({ order: 100 });
    refuses({ restSeconds: 86_401 });
  });
});
