import type { CreatePlan } from '../../commands/plan/create-plan.ts';
import type { StartPlan } from '../../commands/schedule/start-plan.ts';
import type { CreateUnit } from '../../commands/unit/create-unit.ts';
import type { AskedExercise } from '../../commands/unit/exercises/asked-exercise.ts';
import { plusDays } from '../../documents/days.ts';
import type { Day, PlanUnitId } from '../../events/ids.ts';
import type { Loading } from '../../events/values.ts';
import type { FindExercise } from './catalogue.ts';
import type { DemoIds } from './demo-ids.ts';
import { planDays } from './generator/draft.ts';
import type { DemoUnit, Lift } from './generator/units.ts';

type Parts = Readonly<{ ids: DemoIds; findExercise: FindExercise }>;

export function createUnitCommand({ ids, findExercise }: Parts, unit: DemoUnit): CreateUnit {
  const exercises = unit.lifts.map((lift, at): AskedExercise => {
    const { id, reference } = findExercise(lift.exercise);
    return {
      ...{ unitExerciseId: ids.unitExerciseOf(unit.key, at), exerciseId: id, reference, name: null, mode: null },
      ...{ supersetGroup: null, sets: lift.sets, target: targetOf(lift), restSeconds: lift.restSeconds },
      ...{ loading: loadingOf(lift), progression: { type: 'none' }, notes: null, alternatives: [] },
    };
  });
  const data = { unitId: ids.unitOf(unit.key), copyOf: null, name: unit.name, description: null, exercises };
  return { type: 'CreateUnit', data };
}

const targetOf = ({ reps, seconds, kg }: Lift) => ({
  reps: reps === null ? null : { min: reps, max: reps },
  ...{ seconds, distance: null, weight: null, percentOfTrainingMax: null, rpe: kg === null ? null : 8, rir: null },
});

function loadingOf({ exercise }: Lift): Loading {
  if (exercise.includes('(Barbell)')) return 'barbell';
  return exercise.includes('(Dumbbell)') ? 'dumbbells' : 'steps';
}

export const planName = 'Three days a week';

export function createPlanCommand({ ids }: Parts, units: readonly DemoUnit[]): CreatePlan {
  const asked = units.map(({ key, name, day }) => ({
    ...{ planUnitId: ids.idOf<PlanUnitId>(`plan unit ${key}`), unitId: ids.unitOf(key), day, name: null },
    reference: { name },
  }));
  const facts = { name: planName, description: null, difficulty: 'intermediate', weeks: 1, repeats: null } as const;
  return { type: 'CreatePlan', data: { ...facts, planId: ids.plan, copyOf: null, units: asked } };
}

/** Starts the plan on a day of the past, as the import of a history does. */
export function startPlanCommand({ ids }: Parts, units: readonly DemoUnit[], today: Day): StartPlan {
  const planned = units.map(({ key, name, day }) => ({
    ...{ id: ids.idOf<PlanUnitId>(`plan unit ${key}`), unitId: ids.unitOf(key), name, day, order: 0 },
  }));
  return {
    type: 'StartPlan',
    data: { planId: ids.plan, startsOn: plusDays(today, -planDays) },
    plan: { name: planName, weeks: 1, repeats: null, units: planned },
  };
}
