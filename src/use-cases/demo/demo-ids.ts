import type { AccountId, PlanId, UnitExerciseId, UnitId } from '../../events/ids.ts';
import { msOfUuid } from '../../events/ids.ts';
import type { Ids } from '../../ports/ids.ts';

/** Derives the ids of an athlete's things, so that a repeated load finds what an earlier one has made. */
export function createDemoIds(ids: Pick<Ids, 'deriveAt'>, athlete: AccountId) {
  const idOf = <Id extends string>(place: string, ms = msOfUuid(athlete)): Id =>
    ids.deriveAt(ms, athlete, `demo:${place}`) as Id;
  return {
    idOf,
    unitOf: (key: string): UnitId => idOf(`unit ${key}`),
    unitExerciseOf: (key: string, at: number): UnitExerciseId => idOf(`unit ${key} exercise ${at}`),
    plan: idOf<PlanId>('plan'),
  };
}

export type DemoIds = ReturnType<typeof createDemoIds>;
