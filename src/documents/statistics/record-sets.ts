import { type E1rmFormula, e1rmFormulas } from '../../events/values.ts';
import type { SetDocument } from '../entries.ts';
import { measuresKey } from './measures-key.ts';
import { recordsMadeBy } from './records.ts';

/** The sets of an entry that statistics of its exercise need. */
export type RecordSets = Readonly<{
  /**
   * The sets that make a record among those of the entry, by any formula. Another set is not greater than the sets before
   * it, whatever else is in the history, so it never makes a record.
   */
  sets: readonly SetDocument[];
  /** A text that is the same for two entries if the later one makes no record after the earlier one. */
  key: string;
  /** The first set with the best estimate of the entry; null if none has one. */
  best: Readonly<Record<E1rmFormula, SetDocument | null>>;
}>;

export function recordSetsOf(all: readonly SetDocument[]): RecordSets {
  const places = all.map((set) => ({ set }));
  const made = e1rmFormulas.map((formula) => ({ formula, records: recordsMadeBy(places, formula) }));
  const makers = new Set(made.flatMap(({ records }) => records).map(({ set }) => set));
  const sets = all.filter((set) => makers.has(set));
  const best = made.map(({ formula, records }) => [
    formula,
    records.findLast(({ kind }) => kind === 'e1rm')?.set ?? null,
  ]);
  return { sets, key: sets.map(measuresKey).join(), best: Object.fromEntries(best) as RecordSets['best'] };
}
