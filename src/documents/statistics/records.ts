import type { Day, EntryId, SessionId } from '../../events/ids.ts';
import type { Weight } from '../../events/performance.ts';
import { maxEstimatedReps } from '../../events/training-values.ts';
import type { E1rmFormula } from '../../events/values.ts';
import { compare, type Decimal, decimalOf, textOf } from '../decimal.ts';
import type { EntryDocument, SetDocument } from '../entries.ts';
import { kilogramsOf, metresOf } from '../measure-units.ts';
import { isAssisted } from '../one-rep-max.ts';
import { estimatedKilograms, isWorking, volumeOf } from '../performance-figures.ts';
import { figuresKey } from './measures-key.ts';

/** What was done of an exercise in a session: all sets, or those that can make a record. */
export type Performed = Readonly<{
  sessionId: SessionId;
  day: Day;
  /** The latest body weight on or before that day. It may be null if no set of the entry is assisted. */
  bodyWeight: Weight | null;
  entry: Pick<EntryDocument, 'id' | 'sets'>;
}>;

/** A set with its day, its session and its entry. */
export type PerformedSet = Readonly<{
  sessionId: SessionId;
  entryId: EntryId;
  day: Day;
  /** The body weight on that day, as for `Performed`. */
  bodyWeight: Weight | null;
  set: SetDocument;
}>;

export const recordKinds = ['e1rm', 'weight', 'reps', 'seconds', 'distance', 'volume'] as const;
export type RecordKind = (typeof recordKinds)[number];

/**
 * The figure of a record. `weight` is the record for one number of repetitions, which is `reps`; `reps` is the record for
 * one weight, which is `weight` (null for body weight alone).
 */
export type RecordFigure = Readonly<{
  kind: RecordKind;
  /** In kilograms, repetitions, seconds or metres. */
  value: Decimal;
  reps: number | null;
  weight: Weight | null;
  /** The body weight from which the estimate of an assisted set follows; null for all other figures. */
  bodyWeight: Weight | null;
  /** The figure that it has beaten; null for the first one of its kind. */
  previous: Decimal | null;
}>;

/** A personal record: the greatest figure of its kind, and the set that made it. */
export type PersonalRecord = PerformedSet & RecordFigure;

/**
 * A figure of a set that may be a record. It is compared only with figures of the same `class`, such as those with equal
 * repetitions.
 */
type Candidate = Pick<RecordFigure, 'kind' | 'value' | 'reps' | 'weight' | 'bodyWeight'> & Readonly<{ class: string }>;

const general = { reps: null, weight: null, bodyWeight: null };

function candidatesOf(set: SetDocument, bodyWeight: Weight | null, formula: E1rmFormula): readonly Candidate[] {
  if (!isWorking(set)) return [];
  const { weight, reps, seconds, distance } = set;
  const [e1rm, volume] = [estimatedKilograms(set, formula, bodyWeight), volumeOf(set)];
  const candidates: Candidate[] = [];
  const add = (kind: RecordKind, value: Decimal, of: Partial<Candidate> = {}, name = '') =>
    candidates.push({ ...general, ...of, kind, value, class: `${kind} ${name}` });
  if (e1rm) add('e1rm', e1rm, isAssisted(set) ? { bodyWeight } : {});
  if (weight && reps !== null && reps >= 1 && reps <= maxEstimatedReps) {
    add('weight', kilogramsOf(weight), { reps }, String(reps));
  }
  if (reps !== null && reps >= 1) add('reps', decimalOf(reps), { weight }, weight ? textOf(kilogramsOf(weight)) : '');
  if (seconds !== null) add('seconds', decimalOf(seconds));
  if (distance) add('distance', metresOf(distance));
  if (volume && volume.digits > 0n) add('volume', volume);
  return candidates;
}

/** The sets of an exercise in the order in which they were done. */
export const setsOf = (performed: readonly Performed[]): readonly PerformedSet[] =>
  performed.flatMap(({ sessionId, day, bodyWeight, entry }) =>
    entry.sets.map((set) => ({ sessionId, entryId: entry.id, day, bodyWeight, set })),
  );

/**
 * Every record that the sets of one exercise have made, in the order of the sets. A set that equals a record makes none.
 * So a set with the measures of an earlier one makes none either, and most sets of a long history are such sets.
 * `before` are figures that earlier sets have reached, by kind: those of records that need no repetitions or weight.
 */
export function recordsMadeBy<Performed extends Pick<PerformedSet, 'set' | 'bodyWeight'>>(
  sets: readonly Performed[],
  formula: E1rmFormula,
  before: Readonly<Partial<Record<RecordKind, Decimal | null>>> = {},
): readonly (Performed & RecordFigure)[] {
  const best = new Map<string, Decimal>();
  for (const kind of recordKinds) {
    const value = before[kind];
    if (value) best.set(`${kind} `, value);
  }
  const made: (Performed & RecordFigure)[] = [];
  const seen = new Set<string>();
  for (const performed of sets) {
    const { set, bodyWeight } = performed;
    const key = figuresKey(set, bodyWeight);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const { class: name, ...candidate } of candidatesOf(set, bodyWeight, formula)) {
      const previous = best.get(name) ?? null;
      if (previous && compare(candidate.value, previous) <= 0) continue;
      best.set(name, candidate.value);
      made.push({ ...performed, ...candidate, previous });
    }
  }
  return made;
}

/** The current records: the last one that was made of each class, sorted by kind, repetitions and weight. */
export function currentRecords(made: readonly PersonalRecord[]): readonly PersonalRecord[] {
  const standing = new Map<string, PersonalRecord>();
  for (const record of made) {
    const weight = record.weight ? textOf(kilogramsOf(record.weight)) : '';
    standing.set(`${record.kind} ${record.reps ?? ''} ${weight}`, record);
  }
  return [...standing.values()].toSorted(inOrder);
}

function inOrder(one: PersonalRecord, other: PersonalRecord): number {
  const kinds = recordKinds.indexOf(one.kind) - recordKinds.indexOf(other.kind);
  if (kinds !== 0) return kinds;
  if (one.reps !== null && other.reps !== null) return one.reps - other.reps;
  if (!one.weight || !other.weight) return one.weight ? 1 : -1;
  return compare(kilogramsOf(one.weight), kilogramsOf(other.weight));
}

/** The first set with the greatest estimate, with the body weight from which it follows; null if no set has one. */
export function bestEstimate<Performed extends Pick<PerformedSet, 'set' | 'bodyWeight'>>(
  sets: readonly Performed[],
  formula: E1rmFormula,
): (Performed & Readonly<{ value: Decimal }>) | null {
  let best: (Performed & Readonly<{ value: Decimal }>) | null = null;
  for (const performed of sets) {
    const value = estimatedKilograms(performed.set, formula, performed.bodyWeight);
    if (!value || (best && compare(value, best.value) <= 0)) continue;
    best = { ...performed, value, bodyWeight: isAssisted(performed.set) ? performed.bodyWeight : null };
  }
  return best;
}
