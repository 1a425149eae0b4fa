import { type E1rmFormula, e1rmFormulas } from '../../events/values.ts';
import type { SetDocument } from '../entries.ts';
import { isAssisted } from '../one-rep-max.ts';
import { measuresKey } from './measures-key.ts';
import { bestEstimate, recordsMadeBy } from './records.ts';

/** The sets of an entry that statistics of its exercise need. */
export type RecordSets = Readonly<{
  /**
   * The sets that make a record among those of the entry, by any formula, and the assisted ones. No
   * figure of another set is greater than those of the sets before it, so it makes no record in any history.
   */
  sets: readonly SetDocument[];
  /**
   * A text of these sets. If two entries have the same text, the later one makes no record. Null if there are no such
   * sets, or if some are assisted: their estimates follow from the body weight of the day.
   */
  key: string | null;
  /** The first set with the best estimate of the entry; null if none has one without the body weight. */
  best: Readonly<Record<E1rmFormula, SetDocument | null>>;
}>;

export function recordSetsOf(all: readonly SetDocument[]): RecordSets {
  const performed = all.map((set) => ({ set, bodyWeight: null }));
  const made = e1rmFormulas.flatMap((formula) => recordsMadeBy(performed, formula));
  const makers = new Set(made.map(({ set }) => set));
  const sets = all.filter((set) => makers.has(set) || isAssisted(set));
  const best = e1rmFormulas.map((formula) => [formula, bestEstimate(performed, formula)?.set ?? null]);
  return {
    sets,
    key: sets.length === 0 || sets.some(isAssisted) ? null : sets.map(measuresKey).join(),
    best: Object.fromEntries(best) as RecordSets['best'],
  };
}
