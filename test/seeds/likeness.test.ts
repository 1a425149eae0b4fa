import { expect } from 'chai';
import { exercises, type WrittenExercise } from './support/catalogue.ts';

/**
 * Two measures of how alike two exercises are, both shared parts of all parts (Jaccard).
 * `copied`: runs of three words, which texts of one's own rarely share; about half of them survive a change of every sixth word.
 * `same`: single words, among exercises of the same muscles and implements; there one movement told twice can not help but share them.
 */
const copied = 0.3;
const same = 0.6;

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
const tale = ({ instructions }: WrittenExercise) => wordsOf(instructions.join(' '));
const runsOf = (words: readonly string[]) => new Set(words.slice(2).map((_, at) => words.slice(at, at + 3).join(' ')));

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((part) => other.has(part)).length;
  return shared / (one.size + other.size - shared);
}

/** Pairs that share more than that of their parts. Only those that have a part in common are compared. */
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

const copies = (list: readonly WrittenExercise[]) => alike(list, (each) => runsOf(tale(each)), copied);

const traitsOf = ({ equipment, primaryMuscles, metrics }: WrittenExercise) =>
  JSON.stringify([equipment.toSorted(), primaryMuscles.toSorted(), metrics.toSorted()]);
const doubles = (list: readonly WrittenExercise[]) =>
  [...Map.groupBy(list, traitsOf).values()].flatMap((kin) => alike(kin, (each) => new Set(tale(each)), same));

describe('the likeness of seeded exercises', () => {
  it('is never that of a copied text', () => {
    expect(copies(exercises)).to.deep.equal([]);
  });

  it('is never that of one movement told twice', () => {
    expect(doubles(exercises)).to.deep.equal([]);
  });

  it('is found where somebody plants a double under another name', () => {
    const pairs = exercises.map((each): [WrittenExercise, WrittenExercise] => [
      each,
      { ...each, name: `${each.name} II`, instructions: each.instructions.toSpliced(1, 1) },
    ]);
    const hasSlippedThrough = (pair: readonly WrittenExercise[]) => copies(pair).length + doubles(pair).length === 0;
    // The shortest ones lose half of what they tell with a sentence.
    expect(pairs.filter(hasSlippedThrough).length).to.be.below(exercises.length / 50);
  });

  it('is found where somebody changes every sixth word of a double', () => {
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
      pairs.filter((pair) => copies(pair).length + doubles(pair).length === 0).map(([{ name }]) => name),
    ).to.deep.equal([]);
  });
});
