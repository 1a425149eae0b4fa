import { expect } from 'chai';
import { exercises, type WrittenExercise } from './support/catalogue.ts';

/**
 * Thresholds of the similarity of the instructions of two exercises (Jaccard index: shared elements divided by all).
 * `copied`: for sequences of three words. Independent texts share few; about half survive a change of every sixth word.
 * `same`: for single words, among exercises with the same muscles and equipment. Texts on one movement share many.
 */
const copied = 0.3;
const same = 0.6;

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
const instructionWordsOf = ({ instructions }: WrittenExercise) => wordsOf(instructions.join(' '));
const runsOf = (words: readonly string[]) => new Set(words.slice(2).map((_, at) => words.slice(at, at + 3).join(' ')));

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((part) => other.has(part)).length;
  return shared / (one.size + other.size - shared);
}

/**
 * Finds pairs of exercises with at least the similarity `limit`. Compares only exercises that share a word or sequence.
 */
function alike(
  list: readonly WrittenExercise[],
  partsOf: (each: WrittenExercise) => Set<string>,
  limit: number,
): string[] {
  const parts = list.map(partsOf);
  const holders = new Map<string, number[]>();
  parts.forEach((set, index) => {
    for (const part of set) holders.set(part, [...(holders.get(part) ?? []), index]);
  });
  return parts.flatMap((set, index) => {
    const neighbours = new Set([...set].flatMap((part) => holders.get(part) ?? []));
    return [...neighbours]
      .filter((other) => other > index && likeness(set, parts[other] ?? new Set()) >= limit)
      .map((other) => `${list[index]?.name} = ${list[other]?.name}`);
  });
}

const copies = (list: readonly WrittenExercise[]) => alike(list, (each) => runsOf(instructionWordsOf(each)), copied);

const traitsOf = ({ equipment, primaryMuscles, metrics }: WrittenExercise) =>
  JSON.stringify([equipment.toSorted(), primaryMuscles.toSorted(), metrics.toSorted()]);
const duplicates = (list: readonly WrittenExercise[]) =>
  [...Map.groupBy(list, traitsOf).values()].flatMap((group) =>
    alike(group, (each) => new Set(instructionWordsOf(each)), same),
  );

describe('similarity of seeded exercises', () => {
  it('no exercise has the copied instructions of another', () => {
    expect(copies(exercises)).to.deep.equal([]);
  });

  it('no movement is described twice', () => {
    expect(duplicates(exercises)).to.deep.equal([]);
  });

  it('the check finds a copy under another name without one of its sentences', () => {
    const pairs = exercises.map((each): [WrittenExercise, WrittenExercise] => [
      each,
      { ...each, name: `${each.name} II`, instructions: each.instructions.toSpliced(1, 1) },
    ]);
    const isMissed = (pair: readonly WrittenExercise[]) => copies(pair).length + duplicates(pair).length === 0;
    // A few copies may be missed: without one sentence, the shortest instructions lose half of their words.
    expect(pairs.filter(isMissed).length).to.be.below(exercises.length / 50);
  });

  it('the check finds a copy in which every sixth word is changed', () => {
    const reworded = (step: string) =>
      step
        .split(' ')
        .map((word, at) => (at % 6 === 3 ? 'otherwise' : word))
        .join(' ');
    const pairs = exercises.map((each): [WrittenExercise, WrittenExercise] => [
      each,
      { ...each, name: `${each.name} II`, instructions: each.instructions.map(reworded) },
    ]);
    expect(
      pairs.filter((pair) => copies(pair).length + duplicates(pair).length === 0).map(([{ name }]) => name),
    ).to.deep.equal([]);
  });
});
