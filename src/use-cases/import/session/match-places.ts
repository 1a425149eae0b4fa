import { canonicalJson } from '../../../events/json.ts';
import type { TargetSession } from '../plan/target.ts';

/** What the last import left of a session with the same start; null for a place without a session. */
export type Candidate = TargetSession | null;

/** Two workouts are one workout under two names if more than this share of the sets of the smaller one are equal. */
const sameContent = 0.5;

/** Whether a workout is the session without doubt: start, name and end are the same. */
export const isSameWorkout = (workout: TargetSession, candidate: Candidate): boolean =>
  candidate !== null && candidate.name === workout.name && candidate.endedAt === workout.endedAt;

/**
 * Finds the session of each workout; all have the same start. Returns the index of its candidate, or null if it has
 * none. A workout is the session with its name. Several of one name are told apart by their end and their sets, and
 * otherwise by their order. A session with another name is the same workout, renamed, if most of its sets are the same.
 */
export function matchWorkouts(
  workouts: readonly TargetSession[],
  candidates: readonly Candidate[],
): readonly (number | null)[] {
  const matches: (number | null)[] = workouts.map(() => null);
  const freeWorkouts = new Map(workouts.entries());
  const freeCandidates = new Map(
    [...candidates.entries()].filter((entry): entry is [number, TargetSession] => !!entry[1]),
  );
  if (freeCandidates.size === 0) return matches;
  const match = (workout: number, candidate: number) => {
    matches[workout] = candidate;
    freeWorkouts.delete(workout);
    freeCandidates.delete(candidate);
  };
  for (const keyOf of [keyOfAll, keyOfSets, keyOfEnd]) {
    const byKey = Map.groupBy(freeCandidates, ([, candidate]) => keyOf(candidate));
    for (const [index, workout] of freeWorkouts) {
      const found = byKey.get(keyOf(workout))?.shift();
      if (found) match(index, found[0]);
    }
  }
  for (const { workout, candidate } of pairsByLikeness(freeWorkouts, freeCandidates)) {
    if (freeWorkouts.has(workout) && freeCandidates.has(candidate)) match(workout, candidate);
  }
  return matches;
}

type Pair = Readonly<{ workout: number; candidate: number; hasSameName: boolean; likeness: number }>;

/** The pairs that may be the same workout, the most likely ones first; equally likely ones in their order. */
function pairsByLikeness(
  workouts: ReadonlyMap<number, TargetSession>,
  candidates: ReadonlyMap<number, TargetSession>,
): Pair[] {
  const sets = new Map([...workouts.values(), ...candidates.values()].map((each) => [each, setsOf(each)]));
  const pairs = [...workouts].flatMap(([workout, ours]) =>
    [...candidates].map(([candidate, theirs]) => ({
      workout,
      candidate,
      hasSameName: ours.name === theirs.name,
      likeness: likenessOf(sets.get(ours) ?? [], sets.get(theirs) ?? []),
    })),
  );
  return pairs
    .filter(({ hasSameName, likeness }) => hasSameName || likeness > sameContent)
    .sort((a, b) => Number(b.hasSameName) - Number(a.hasSameName) || b.likeness - a.likeness);
}

/** The sets of a workout as text, without their order, which files may have lost. */
const setsOf = ({ exercises }: TargetSession): string[] =>
  exercises.flatMap(({ name, sets }) => sets.map((set) => canonicalJson([name, set]))).sort();

const keyOfAll = (workout: TargetSession) => JSON.stringify([workout.name, workout.endedAt, setsOf(workout)]);
const keyOfSets = (workout: TargetSession) => JSON.stringify([workout.name, setsOf(workout)]);
const keyOfEnd = (workout: TargetSession) => JSON.stringify([workout.name, workout.endedAt]);

/** The share of equal sets among those of the smaller workout, from 0 to 1. */
function likenessOf(ours: readonly string[], theirs: readonly string[]): number {
  const left = new Map<string, number>();
  for (const set of theirs) left.set(set, (left.get(set) ?? 0) + 1);
  let shared = 0;
  for (const set of ours) {
    const count = left.get(set) ?? 0;
    left.set(set, count - 1);
    if (count > 0) shared += 1;
  }
  return shared / Math.max(1, Math.min(ours.length, theirs.length));
}
