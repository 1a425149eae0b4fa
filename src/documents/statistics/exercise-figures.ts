import type { Day } from '../../events/ids.ts';
import type { E1rmFormula } from '../../events/values.ts';
import { compare, type Decimal, decimalOf, plus, times, zero } from '../decimal.ts';
import { estimatedKilograms, isWorking, volumeOf } from '../performance-figures.ts';
import { oncePerMeasures } from './measures-key.ts';
import {
  currentRecords,
  type Performed,
  type PerformedSet,
  type PersonalRecord,
  recordsMadeBy,
  setsOf,
} from './records.ts';
import type { DaySums } from './sums.ts';

/** A set with its estimated one-repetition maximum in kilograms. */
export type EstimatedSet = PerformedSet & Readonly<{ e1rm: Decimal }>;

/** What was done of one exercise. Volumes are in kilograms. `series` has the best estimate of each session with one. */
export type ExerciseFigures = Omit<DaySums, 'day'> &
  Readonly<{ lastDay: Day | null; records: readonly PersonalRecord[]; series: readonly EstimatedSet[] }>;

/** The figures of what was done of one exercise, in the order of the sessions. */
export function exerciseFiguresOf(performed: readonly Performed[], formula: E1rmFormula): ExerciseFigures {
  const factsOf = oncePerMeasures((set) => ({
    ...{
      volume: isWorking(set) ? volumeOf(set) : null,
      e1rm: isWorking(set) ? estimatedKilograms(set, formula) : null,
    },
    count: 0,
  }));
  const sets = setsOf(performed);
  const best = new Map<string, EstimatedSet>();
  const known = new Set<ReturnType<typeof factsOf>>();
  for (const each of sets) {
    const facts = factsOf(each.set);
    known.add(facts);
    facts.count += 1;
    const { e1rm } = facts;
    if (e1rm && isBetter(e1rm, best.get(each.sessionId))) best.set(each.sessionId, { ...each, e1rm });
  }
  const working = sets.filter(({ set }) => isWorking(set));
  return {
    sessions: new Set(working.map(({ sessionId }) => sessionId)).size,
    sets: working.length,
    // Sets with the same measures are added up by one multiplication.
    volume: [...known].reduce((sum, { volume, count }) => plus(sum, times(volume ?? zero, decimalOf(count))), zero),
    lastDay: working.at(-1)?.day ?? null,
    records: currentRecords(recordsMadeBy(sets, formula)),
    series: [...best.values()],
  };
}

/** Whether an estimate is better than the best set of its session so far. The first one of equal ones is the best. */
const isBetter = (e1rm: Decimal, best: EstimatedSet | undefined): boolean => !best || compare(e1rm, best.e1rm) > 0;
