import { performanceOf, type SetDocument } from '../../../documents/entries.ts';
import type { EntryId, SetId } from '../../../events/ids.ts';
import { isSameJson } from '../../../events/json.ts';
import type { Performance } from '../../../events/performance.ts';
import { mayChange, type OnConflict } from './merge.ts';
import { type ItemVersions, mergeList } from './merge-list.ts';
import { pairSets } from './pair-sets.ts';
import { emptyPlan, type Plan, planEdit, planOf, planRemoval } from './plan.ts';

/** The sets of one entry in the four states of a merge (`Versions`). */
export type SetsChange = Readonly<{
  entryId: EntryId;
  base: readonly SetDocument[];
  target: readonly Performance[];
  current: readonly SetDocument[];
  applied: readonly SetDocument[];
  makeId: (index: number) => SetId;
  onConflict: OnConflict;
}>;

export function planSets({ entryId, base, target, current, applied, makeId, onConflict }: SetsChange): Plan {
  return mergeList<SetDocument, Performance>({
    pairs: pairSets(base, target),
    applied,
    current,
    makeId,
    add: (setId, performance) => planOf([{ type: 'LogSet', data: { entryId, setId, ...performance } }], { added: 1 }),
    edit: (versions) => planCorrection(entryId, versions, onConflict),
    remove: (set, now) =>
      mayChange(performanceOf(set), performanceOf(now), onConflict)
        ? planRemoval({ type: 'RemoveSet', data: { entryId, setId: set.id } }, { removed: 1 })
        : null,
    reorder: (setIds) => ({ type: 'ReorderSets', data: { entryId, setIds } }),
  });
}

function planCorrection(
  entryId: EntryId,
  { base, target, current, applied }: ItemVersions<SetDocument, Performance>,
  onConflict: OnConflict,
): Plan {
  if (!base || [base, current, applied].some((version) => isSameJson(target, performanceOf(version)))) return emptyPlan;
  if (!mayChange(performanceOf(base), performanceOf(current), onConflict)) return emptyPlan;
  const { personal, ...values } = target;
  const data = { entryId, setId: base.id, ...values, notes: personal.notes };
  return planEdit({ type: 'CorrectSet', data }, { before: current, after: personal }, { updated: 1 });
}
