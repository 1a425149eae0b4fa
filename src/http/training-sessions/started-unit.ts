import type { AskedPlanned } from '../../commands/session/exercises/asked-planned.ts';
import type { Templates } from '../../commands/session/start-session.ts';
import { unit as decider } from '../../commands/unit/decider.ts';
import { documentOf } from '../../documents/presence.ts';
import type { UnitDocument, UnitExerciseDocument } from '../../documents/unit.ts';
import type { UnitExerciseId, UnitId } from '../../events/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { readTargets, type Start } from '../training-units/read-targets.ts';
import { unitOfBody } from '../training-units/unit-body.ts';
import { referencesOf } from './references.ts';

/** An exercise of a unit with the targets that a session gets for it. */
export type StartedExercise = Readonly<{ exercise: UnitExerciseDocument; planned: AskedPlanned }>;

/** The unit that a session is started from, as the command names it, and its exercises in order. */
export type StartedUnit = Readonly<{
  template: Templates['unit'];
  exercises: ReadonlyMap<UnitExerciseId, StartedExercise>;
}>;

/**
 * Reads the unit that a session is started from, with the targets of its exercises. They follow from the sessions of the
 * caller, also for a unit that another account shares. A unit that the caller may not see has no name and no exercises.
 */
export async function startedUnit(
  deps: Dependencies,
  caller: Caller,
  id: UnitId | null,
  start: Start,
): Promise<StartedUnit> {
  if (id === null) return { template: null, exercises: new Map() };
  const presence = await deps.readAggregate(decider, id);
  const stored = documentOf(presence);
  const unit = stored && stored.userId !== caller.account.id ? await sharedUnit(deps, caller, id) : stored;
  if (!unit) {
    const wasDeleted = presence.kind === 'gone' && (await deps.readOwner(decider, id)) === caller.account.id;
    return { template: { id, name: null, wasDeleted }, exercises: new Map() };
  }
  const targets = await readTargets(deps, caller, unit.exercises, start);
  const exercises = unit.exercises.flatMap((exercise, at) => {
    const planned = targets[at];
    return planned ? [[exercise.id, { exercise, planned: { ...planned, name: exercise.name } }] as const] : [];
  });
  return { template: { id, name: unit.name }, exercises: new Map(exercises) };
}

/**
 * A unit of another account as the caller sees it; null if it is not shared. Its exercises have no links to own exercises
 * of that account, which the caller may not link.
 */
async function sharedUnit(
  deps: Dependencies,
  caller: Caller,
  id: UnitId,
): Promise<Pick<UnitDocument, 'name' | 'exercises'> | null> {
  const { account, requiredPosition } = caller;
  const found = await deps.queries.getUnit({ owner: account.id, id, requiredPosition });
  if (!found) return null;
  const { name, exercises } = unitOfBody(found.doc);
  const links = await referencesOf(
    deps,
    caller,
    exercises.map(({ exerciseId }) => exerciseId),
  );
  return {
    name,
    exercises: exercises.map(({ exerciseId, ...rest }) => {
      const link = links.get(exerciseId) ?? 'deleted';
      return { ...rest, exerciseId: link === 'deleted' ? null : exerciseId };
    }),
  };
}
