import type { EntryDocument } from '../../../documents/entries.ts';
import type { SessionDocument } from '../../../documents/session.ts';
import type { EntryId, SetId } from '../../../events/ids.ts';
import type { ImportedExercise } from '../../../imports/imported.ts';
import { align } from './align.ts';
import { changedFields, mayChange, type OnConflict, type Versions } from './merge.ts';
import { type ItemVersions, mergeList } from './merge-list.ts';
import { emptyPlan, joinPlans, type MakeId, type Plan, planEdit, planOf, planRemoval, shrinkingFirst } from './plan.ts';
import { planNewExercise } from './plan-new.ts';
import { planSets } from './plan-sets.ts';
import { endOf, type TargetSession } from './target.ts';

export type SessionChange = Omit<Versions<SessionDocument, TargetSession>, 'applied'> &
  Readonly<{
    /**
     * The session as an interrupted earlier attempt at this merge left it; by default `base`, as no attempt was
     * interrupted.
     */
    applied?: SessionDocument;
    makeId: MakeId;
    onConflict: OnConflict;
  }>;
type Merge = Required<SessionChange>;

/**
 * Plans the commands that bring a session from base to target. What is equal in base and target stays as the athlete
 * has it now.
 */
export function planChange(change: SessionChange): Plan {
  const merge: Merge = { applied: change.base, ...change };
  return shrinkingFirst(joinPlans([planFields(merge), planExercises(merge), planEnd(merge)]));
}

function planFields(merge: Merge): Plan {
  const { target, current, onConflict } = merge;
  // A session without an end gets one by being completed, not by an edit. An existing end can be moved but not removed.
  const canMoveEnd = target.endedAt !== null && current.endedAt !== null;
  const fields = ['name', 'notes', 'startedAt', 'timezone', ...(canMoveEnd ? (['endedAt'] as const) : [])] as const;
  const data = changedFields(fields, merge, onConflict);
  return data
    ? planEdit({ type: 'EditSession', data }, { before: current, after: { ...current, ...data } })
    : emptyPlan;
}

/** Plans the command that ends a session in progress. It comes last, because later changes would be corrections. */
function planEnd({ target, current: { status } }: Merge): Plan {
  const end = endOf(target);
  return status === 'in_progress' && end ? planOf([end]) : emptyPlan;
}

/**
 * The key by which entries of two documents are paired: name and mode. All other fields of a paired entry can be
 * edited.
 */
export const keyOf = ({ name, mode }: Pick<EntryDocument, 'name' | 'mode'>): string => JSON.stringify([name, mode]);

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
        ? planRemoval({ type: 'RemoveExercise', data: { entryId: entry.id } }, { removed: now.sets.length })
        : null,
    reorder: (entryIds) => ({ type: 'ReorderExercises', data: { entryIds } }),
  });
}

function planEntryFields(
  { base, ...versions }: ItemVersions<EntryDocument, ImportedExercise>,
  onConflict: OnConflict,
): Plan {
  const data = base && changedFields(['supersetGroup', 'notes'], { base, ...versions }, onConflict);
  if (!base || !data) return emptyPlan;
  const { current } = versions;
  const command = { type: 'EditExercise', data: { entryId: base.id, ...data } } as const;
  return planEdit(command, { before: current, after: { ...current, ...data } });
}

/** The entry without its order for comparisons, because the order also changes when other entries move. */
const withoutOrder = (entry: EntryDocument) => ({ ...entry, order: null });
