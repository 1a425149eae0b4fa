import type { AskedExercise } from '../../src/commands/unit/exercises/asked-exercise.ts';
import type { Progression, Target } from '../../src/events/progression.ts';
import { type Mode, modes } from '../../src/events/values.ts';
import { added, asked, created, given, kg, noTarget } from './support/units.ts';

const accepts = (part: Partial<AskedExercise>) =>
  given(created)
    .when({ type: 'AddUnitExercise', data: asked(1, part) })
    .thenYields(added(1, part));
const refuses = (part: Partial<AskedExercise>, field: string) =>
  given(created)
    .when({ type: 'AddUnitExercise', data: asked(1, part) })
    .thenRefused('validation', field);

const reps = { min: 5, max: 8 };
const mile = { value: 1, unit: 'mi' } as const;
const withTarget = (mode: Mode, target: Partial<Target>) => ({ mode, target: { ...noTarget, ...target } });

describe('The target of an exercise', () => {
  it('has repetitions in mode reps: one end of the range or both', () => {
    accepts(withTarget('reps', { reps: { min: 5, max: null } }));
    accepts(withTarget('reps', { reps: { min: null, max: 5 } }));
    accepts(withTarget('reps', { reps: { min: 5, max: 5 } }));
    refuses(withTarget('reps', {}), 'target.reps');
    refuses(withTarget('reps', { reps: { min: null, max: null } }), 'target.reps');
    refuses(withTarget('reps', { reps: { min: 6, max: 5 } }), 'target.reps.max');
    refuses(withTarget('reps', { reps: { min: 0, max: 5 } }), 'target.reps.min');
    refuses(withTarget('reps', { reps, seconds: 30 }), 'target.seconds');
    refuses(withTarget('reps', { reps, distance: mile }), 'target.distance');
  });

  it('has a duration in mode time', () => {
    accepts(withTarget('time', { seconds: 30.5 }));
    accepts(withTarget('time', { seconds: 30, distance: mile }));
    refuses(withTarget('time', {}), 'target.seconds');
    refuses(withTarget('time', { seconds: 30, reps }), 'target.reps');
    refuses(withTarget('time', { seconds: 0 }), 'target.seconds');
  });

  it('has a distance in mode distance', () => {
    accepts(withTarget('distance', { distance: mile }));
    accepts(withTarget('distance', { distance: mile, seconds: 400 }));
    refuses(withTarget('distance', {}), 'target.distance');
    refuses(withTarget('distance', { distance: mile, reps }), 'target.reps');
    refuses(withTarget('distance', { distance: { value: -1, unit: 'm' } }), 'target.distance');
  });

  it('has neither of them in mode sets_only', () => {
    accepts(withTarget('sets_only', {}));
    refuses(withTarget('sets_only', { reps }), 'target.reps');
    refuses(withTarget('sets_only', { seconds: 30 }), 'target.seconds');
    refuses(withTarget('sets_only', { distance: mile }), 'target.distance');
  });

  it('may have a weight, sets and a rest in every mode', () => {
    const needed = { reps: { reps }, time: { seconds: 30 }, distance: { distance: mile }, sets_only: {} } as const;
    for (const mode of modes) {
      accepts({ ...withTarget(mode, { ...needed[mode], weight: kg(-20.25) }), sets: 5, restSeconds: 90 });
    }
  });

  it('has at least one set', () => {
    refuses({ sets: 0 }, 'sets');
    refuses({ sets: 1.5 }, 'sets');
    refuses({ restSeconds: -1 }, 'restSeconds');
  });

  it('has a weight or a percentage of the training max, and rpe or rir', () => {
    accepts(withTarget('reps', { reps, percentOfTrainingMax: 72.5, rir: 2 }));
    refuses(withTarget('reps', { reps, percentOfTrainingMax: 70, weight: kg(60) }), 'target.percentOfTrainingMax');
    refuses(withTarget('reps', { reps, percentOfTrainingMax: 70.125 }), 'target.percentOfTrainingMax');
    refuses(withTarget('reps', { reps, percentOfTrainingMax: 0 }), 'target.percentOfTrainingMax');
    refuses(withTarget('reps', { reps, rpe: 8, rir: 2 }), 'target.rir');
    refuses(withTarget('reps', { reps, rpe: 8.2 }), 'target.rpe');
    refuses(withTarget('reps', { reps, weight: { value: 1_000_000, unit: 'kg' } }), 'target.weight');
  });
});

describe('The other members of an exercise', () => {
  it('follow the rules of names, notes and vocabularies', () => {
    refuses({ name: ' ' }, 'name');
    refuses({ name: 'x'.repeat(101) }, 'name');
    refuses({ name: null, mode: 'reps' }, 'name');
    refuses({ name: 'Squat', mode: null }, 'mode');
    refuses({ notes: '\0' }, 'notes');
    refuses({ loading: 'chains' as never }, 'loading');
    refuses({ supersetGroup: -1 }, 'supersetGroup');
    refuses({ alternatives: [{ exerciseId: null, name: '' }] }, 'alternatives.0.name');
    refuses({ alternatives: Array.from({ length: 21 }, () => ({ exerciseId: null, name: 'x' })) }, 'alternatives');
  });
});

describe('The progression of an exercise', () => {
  const increment = kg(2.5);
  const deload = { afterFailures: 3, percent: 10 };
  const wave = { percent: 65, reps: 5, atLeast: false };
  const percentage = (part: object = {}): Progression => ({
    ...{ type: 'percentage', weeks: [[wave]], increment, deload: null },
    ...part,
  });
  const progression = (rule: Progression, target: Partial<Target> = { reps }, mode: Mode = 'reps') => ({
    ...withTarget(mode, target),
    progression: rule,
  });

  it('is none, fixed or linear in every mode', () => {
    for (const rule of [{ type: 'none' }, { type: 'fixed' }, { type: 'linear', increment, deload }] as const) {
      accepts(progression(rule));
      accepts(progression(rule, { seconds: 30 }, 'time'));
      accepts(progression(rule, {}, 'sets_only'));
    }
  });

  it('raises the weight by more than 0', () => {
    refuses(progression({ type: 'linear', increment: kg(0), deload: null }), 'progression.increment');
    refuses(progression({ type: 'double', increment: kg(-1), deload: null }), 'progression.increment');
  });

  it('reduces the weight after 1 to 20 failures, by 1 to 90 percent', () => {
    const linear = (change: object): Progression => ({ type: 'linear', increment, deload: { ...deload, ...change } });
    accepts(progression(linear({ afterFailures: 20, percent: 12.25 })));
    refuses(progression(linear({ afterFailures: 0 })), 'progression.deload.afterFailures');
    refuses(progression(linear({ percent: 91 })), 'progression.deload.percent');
    refuses(progression(linear({ percent: 10.125 })), 'progression.deload.percent');
  });

  it('is double only with both ends of the repetitions', () => {
    const double: Progression = { type: 'double', increment, deload };
    accepts(progression(double));
    refuses(progression(double, { reps: { min: 5, max: null } }), 'progression.type');
    refuses(progression(double, { seconds: 30 }, 'time'), 'progression.type');
  });

  it('is a wave only in mode reps, without a weight of the target, and with weeks that have sets', () => {
    accepts(progression(percentage(), {}));
    accepts(progression(percentage({ deload })));
    refuses(progression(percentage(), { weight: kg(60) }), 'progression.type');
    refuses(progression(percentage(), { percentOfTrainingMax: 60 }), 'progression.type');
    refuses(progression(percentage(), { seconds: 30 }, 'time'), 'progression.type');
    refuses(progression(percentage({ weeks: [] }), {}), 'progression.weeks');
    refuses(progression(percentage({ weeks: Array(17).fill([wave]) }), {}), 'progression.weeks');
    refuses(progression(percentage({ weeks: [[wave], []] }), {}), 'progression.weeks.1');
    refuses(progression(percentage({ weeks: [[wave, { ...wave, percent: 201 }]] }), {}), 'progression.weeks.0.1');
    refuses(progression(percentage({ weeks: [[{ ...wave, reps: 0 }]] }), {}), 'progression.weeks.0.0');
  });

  it('follows the effort only with an effort, and with repetitions from which a maximum is estimated', () => {
    const rpe: Progression = { type: 'rpe', deload: null };
    accepts(progression(rpe, { reps, rpe: 8 }));
    accepts(progression(rpe, { reps: { min: 10, max: null }, rir: 2 }));
    refuses(progression(rpe), 'progression.type');
    refuses(progression(rpe, { reps: { min: 10, max: null }, rir: 3 }), 'progression.type');
    refuses(progression(rpe, { seconds: 30, rpe: 8 }, 'time'), 'progression.type');
  });
});
