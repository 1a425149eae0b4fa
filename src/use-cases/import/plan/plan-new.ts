import type { EntryId, ImportId, SessionId, SetId } from '../../../events/ids.ts';
import type { ImportedExercise } from '../../../imports/imported.ts';
import { joinPlans, type MakeId, type Plan, planOf } from './plan.ts';
import { endOf, type TargetSession } from './target.ts';

export type NewSession = Readonly<{
  sessionId: SessionId;
  importId: ImportId;
  target: TargetSession;
  makeId: MakeId;
}>;

/**
 * Plans the commands for a training session that does not exist yet: its start, its entries with their sets, and its
 * end.
 */
export function planNew({ sessionId, importId, target, makeId }: NewSession): Plan {
  const { name, notes, startedAt, timezone, templates, exercises } = target;
  const start = { sessionId, startedAt, timezone, importId, name, notes };
  const end = endOf(target);
  return joinPlans([
    planOf([{ type: 'StartSession', data: { ...start, ...(templates && { templates }) } }]),
    ...exercises.map((exercise, index) => {
      const entryId = makeId(`${index}`) as EntryId;
      return planNewExercise({ entryId, exercise, index, makeId });
    }),
    planOf(end ? [end] : []),
  ]);
}

/** An entry to add to a session. `index` is the place of its exercise in the wanted content. */
export type NewExercise = Readonly<{ entryId: EntryId; exercise: ImportedExercise; index: number; makeId: MakeId }>;

/** Plans the commands for a new entry with its sets. */
export function planNewExercise({ entryId, exercise, index, makeId }: NewExercise): Plan {
  const { name, exerciseId = null, mode, supersetGroup, notes, planned = null, sets } = exercise;
  const add = { entryId, exerciseId, mode, supersetGroup, planned, personal: { name, notes } };
  const setCommands = sets.map((performance, at) => {
    const setId = makeId(`${index}:${at}`) as SetId;
    return { type: 'LogSet', data: { entryId, setId, ...performance } } as const;
  });
  return planOf([{ type: 'AddExercise', data: add }, ...setCommands], { added: sets.length });
}
