import { isSameJson } from '../../../events/json.ts';

/**
 * The four states of a thing in a merge. `base`: what the last import left. `target`: what it must become. `current`:
 * what it is now, with the athlete's changes. `applied`: the base after those of the planned commands that an
 * interrupted earlier attempt has sent.
 */
export type Versions<Item, Target> = Readonly<{ base: Item; target: Target; current: Item; applied: Item }>;

/**
 * What to do when the athlete has changed a thing and the import or undo wants to change it too: overwrite the
 * athlete's change, or keep it.
 */
export type OnConflict = 'overwrite' | 'keep';

/** Whether the merge may change a thing: the athlete has not changed it, or the athlete's changes are overwritten. */
export const mayChange = (base: unknown, current: unknown, onConflict: OnConflict): boolean =>
  onConflict === 'overwrite' || isSameJson(base, current);

/** Returns the fields that the merge must change, with the values that they get; null when there are none. */
export function changedFields<Field extends string>(
  fields: readonly Field[],
  { base, target, current, applied }: Versions<Record<Field, unknown>, Record<Field, unknown>>,
  onConflict: OnConflict,
): Record<string, unknown> | null {
  const isDifferent = (field: Field) => ![base, current, applied].some((version) => version[field] === target[field]);
  const changed = fields.filter((field) => isDifferent(field) && mayChange(base[field], current[field], onConflict));
  return changed.length > 0 ? Object.fromEntries(changed.map((field) => [field, target[field]])) : null;
}
