import { isSameJson } from '../../../events/json.ts';

/**
 * Four versions of something in a three-way merge. `base`: what the last import left. `target`: what it must become.
 * `current`: what it is now, with the athlete's changes. `applied`: the base after the commands of this same plan that an
 * interrupted run has already carried out.
 */
export type Versions<Item, Target> = Readonly<{ base: Item; target: Target; current: Item; applied: Item }>;

/** When both the athlete and the target changed something: overwrite the athlete's change, or keep it. */
export type OnConflict = 'overwrite' | 'keep';

/** Whether the merge may change something: the athlete has not changed it, or changes are overwritten. */
export const mayChange = (base: unknown, current: unknown, onConflict: OnConflict): boolean =>
  onConflict === 'overwrite' || isSameJson(base, current);

/** The fields to change with their target values; null when there are none. */
export function changedFields<Field extends string>(
  fields: readonly Field[],
  { base, target, current, applied }: Versions<Record<Field, unknown>, Record<Field, unknown>>,
  onConflict: OnConflict,
): Record<string, unknown> | null {
  const isDifferent = (field: Field) => ![base, current, applied].some((version) => version[field] === target[field]);
  const changed = fields.filter((field) => isDifferent(field) && mayChange(base[field], current[field], onConflict));
  return changed.length > 0 ? Object.fromEntries(changed.map((field) => [field, target[field]])) : null;
}
