import type { PlannedSet } from '../../events/planned.ts';
import { rpe as rpeRange } from '../../events/values.ts';
import { compare, numberOf, rounded } from '../decimal.ts';
import type { EntryDocument, SetDocument } from '../entries.ts';
import { kilogramsOf } from '../measure-units.ts';
import { estimatedKilograms, isWorking } from '../performance-figures.ts';
import type { PlannedDocument } from '../planned.ts';
import { type EntryFacts, type Fact, type PlannedFacts, textOfNumbers } from './session-facts.ts';

/** How many decimals an estimate has, as in statistics. */
const estimateDecimals = 3;

/** Returns the revision of the last event of an entry or a set. */
export type RevisionOf = (id: string) => number;

/** What signals know of an entry. */
export function entryFactsOf(entry: EntryDocument, revisionOf: RevisionOf): EntryFacts {
  const { exerciseId, name, planned } = entry;
  const facts = planned && plannedFactsOf(entry, planned, revisionOf);
  return { exerciseId, name, best: bestOf(entry.sets, revisionOf), planned: facts };
}

function bestOf(sets: readonly SetDocument[], revisionOf: RevisionOf): Fact | null {
  let best: Fact | null = null;
  for (const set of sets) {
    const max = estimatedKilograms(set, 'epley');
    const value = max && numberOf(rounded(max, estimateDecimals));
    if (value !== null && (best === null || value > best[1])) best = [revisionOf(set.id), value];
  }
  return best;
}

function plannedFactsOf(entry: EntryDocument, planned: PlannedDocument, revisionOf: RevisionOf): PlannedFacts {
  const working = entry.sets.filter(isWorking);
  const { exerciseId, unitExerciseId, name, isExchanged, sets: targets } = planned;
  const pairs = working.flatMap((set, at) => {
    const target = targets[at];
    return target ? [{ set, target, revision: revisionOf(set.id) }] : [];
  });
  // Another exercise has other weights, so targets say nothing about it.
  const comparable = isExchanged ? [] : pairs.filter(({ target }) => target.weight !== null || minOf(target) !== null);
  return {
    ...{ subject: exerciseId ?? unitExerciseId, name, isExchanged },
    ...{ plannedSets: targets.length, workingSets: working.length, compared: comparable.length },
    short: comparable.filter(({ set, target }) => isShort(set, target)).map(({ revision }) => revision),
    effort: textOfNumbers(
      pairs.flatMap(({ set, target, revision }) => {
        const [asked, felt] = [effortOf(target), effortOf(set)];
        return asked === null || felt === null ? [] : [revision, felt - asked];
      }),
    ),
    rests: textOfNumbers(restsOf(entry, planned, revisionOf)),
    revision: revisionOf(entry.id),
  };
}

const minOf = ({ reps }: PlannedSet): number | null => reps?.min ?? null;

/** Whether a set has less weight or fewer repetitions than its target. What was not recorded is not less. */
function isShort(set: SetDocument, target: PlannedSet): boolean {
  const min = minOf(target);
  const isLighter =
    target.weight !== null && set.weight !== null && compare(kilogramsOf(set.weight), kilogramsOf(target.weight)) < 0;
  return isLighter || (min !== null && set.reps !== null && set.reps < min);
}

/** The effort in points of RPE; a repetition in reserve is a point less than 10. */
const effortOf = ({ rpe, rir }: Readonly<{ rpe: number | null; rir: number | null }>): number | null =>
  rpe ?? (rir === null ? null : rpeRange.max - rir);

/**
 * The times between sets of the entry in percent of the planned rest, which contain the time of the set itself. In a
 * superset another exercise is done in between, so its times tell nothing.
 */
function restsOf(entry: EntryDocument, { restSeconds }: PlannedDocument, revisionOf: RevisionOf): readonly number[] {
  if (!restSeconds || entry.supersetGroup !== null) return [];
  return entry.sets.flatMap((set, at) => {
    const before = entry.sets[at - 1];
    if (!before?.performedAt || !set.performedAt || !isWorking(before) || !isWorking(set)) return [];
    const seconds = (Date.parse(set.performedAt) - Date.parse(before.performedAt)) / 1_000;
    return seconds > 0 ? [revisionOf(set.id), Math.round((seconds / restSeconds) * 100)] : [];
  });
}
