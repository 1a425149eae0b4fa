import type { EntryDocument } from '../../../documents/entries.ts';
import type { SessionDocument } from '../../../documents/session.ts';
import type { EntryId, SetId } from '../../../events/ids.ts';
import type { ImportedExercise } from '../../../imports/imported.ts';
import { align } from './align.ts';
import { changedFields, mayChange, type OnConflict, type Versions } from './merge.ts';
import { type ItemVersions, mergeList } from './merge-list.ts';
import { emptyPlan, joinPlans, type MakeId, type Plan, planOf } from './plan.ts';
import { planNewExercise } from './plan-new.ts';
import { planSets } from './plan-sets.ts';
import type { TargetSession } from './target.ts';

export type SessionChange = Omit<Versions<SessionDocument, TargetSession>, 'applied'> &
  Readonly<{
    /** The base by default: no earlier run of this plan was interrupted. */
    applied?: SessionDocument;
    makeId: MakeId;
    onConflict: OnConflict;
  }>;
type Merge = Required<SessionChange>;

/** Plans the change of a session from base to target. What is equal in both stays as the athlete has it. */
export function planChange(change: SessionChange): Plan {
  const merge: Merge = { applied: change.base, ...change };
  return joinPlans([planFields(merge), planExercises(merge), planEnd(merge)]);
}

function planFields(merge: Merge): Plan {
  const { target, current, onConflict } = merge;
  // A session without an end is completed, not edited; an end can be moved but not removed.
  const canMoveEnd = target.endedAt !== null && current.endedAt !== null;
  const fields = ['name', 'notes', 'startedAt', 'timezone', ...(canMoveEnd ? (['endedAt'] as const) : [])] as const;
  const data = changedFields(fields, merge, onConflict);
  return data ? planOf([{ type: 'EditSession', data }]) : emptyPlan;
}

/** Completes a session in progress. Comes last, because every later change would count as a correction. */
const planEnd = ({ target: { endedAt }, current: { status } }: Merge): Plan =>
  status === 'in_progress' && endedAt !== null ? planOf([{ type: 'CompleteSession', data: { endedAt } }]) : emptyPlan;

/** Name and mode identify an exercise; all its other fields can be edited. */
const keyOf = ({ name, mode }: Pick<EntryDocument, 'name' | 'mode'>): string => JSON.stringify([name, mode]);

function planExercises({ base, target, current, applied, makeId, onConflict }: Merge): Plan {
  return mergeList<EntryDocument, ImportedExercise>({
    pairs: align(base.exercises, target.exercises, keyOf, keyOf),
    applied: applied.exercises,
    current: current.exercises,
    makeId: (index) => makeId(`${index}`) as EntryId,
    add: (entryId, exercise, index) => planNewExercise({ entryId, exercise, index, makeId }),
    edit: (versions, index) =>
      joinPlans([
        planEntryFields(versions, onConflict),
        planSets({
          entryId: versions.current.id,
          base: versions.base?.sets ?? [],
          target: versions.target.sets,
          current: versions.current.sets,
          applied: versions.applied.sets,
          makeId: (at) => makeId(`${index}:${at}`) as SetId,
          onConflict,
        }),
      ]),
    remove: (entry, now) =>
      mayChange(withoutOrder(entry), withoutOrder(now), onConflict)
        ? planOf([{ type: 'RemoveExercise', data: { entryId: entry.id } }], { removed: now.sets.length })
        : null,
    reorder: (entryIds) => ({ type: 'ReorderExercises', data: { entryIds } }),
  });
}

function planEntryFields(
  { base, ...versions }: ItemVersions<EntryDocument, ImportedExercise>,
  onConflict: OnConflict,
): Plan {
  const data = base && changedFields(['supersetGroup', 'notes'], { base, ...versions }, onConflict);
  return data ? planOf([{ type: 'EditExercise', data: { entryId: base.id, ...data } }]) : emptyPlan;
}

/** An entry's order also changes when other entries move, so it is not compared. */
const withoutOrder = (entry: EntryDocument) => ({ ...entry, order: null });
