import { expect } from 'chai';
import { closeness, createVocabulary } from '../../src/documents/vocabulary.ts';

const vocabularyOf = (...written: readonly string[]) => {
  const vocabulary = createVocabulary();
  for (const each of written) vocabulary.add(each);
  return vocabulary;
};
/** The distance of each known word, or of the single one. */
const distances = (search: string, ...written: readonly string[]): readonly number[] => [
  ...vocabularyOf(...written).compare(search, false).distances,
];

describe('a vocabulary', () => {
  it('gives each word one number, in singular and plural', () => {
    const vocabulary = createVocabulary();
    expect(vocabulary.add('lifts')).to.deep.equal([0]);
    expect(vocabulary.add('press')).to.deep.equal([1]);
    expect(vocabulary.add('lift')).to.deep.equal([0]);
    expect(vocabulary.add('rdl')).to.deep.equal([2, 3]);
    expect(vocabulary.add('deadlifts')).to.deep.equal([3]);
  });

  it('knows its words in every form, but no short form of several of them', () => {
    const vocabulary = vocabularyOf('romanian', 'deadlift', 'lifts');
    for (const known of ['deadlift', 'deadlifts', 'lift', 'lifts'])
      expect(vocabulary.knows(known), known).to.equal(true);
    for (const unknown of ['rdl', 'dead', '']) expect(vocabulary.knows(unknown), unknown).to.equal(false);
  });

  it('knows with what its words begin, in whatever order they were added', () => {
    const vocabulary = vocabularyOf('squat', 'bench', 'press', 'curl', 'lunge');
    for (const text of ['s', 'squat', 'ben', 'pr', 'c', 'lunge']) expect(vocabulary.begins(text), text).to.equal(true);
    for (const text of ['a', 'benches', 'q', 'z']) expect(vocabulary.begins(text), text).to.equal(false);
    vocabulary.add('zottman');
    expect(vocabulary.begins('z')).to.equal(true);
  });

  it('compares a word with each known word, and lists those that are near', () => {
    const vocabulary = vocabularyOf('lift', 'lifting', 'uplift', 'left', 'press');
    const { near, distances } = vocabulary.compare('lift', false);
    const { same, beginning, inside, oneSlip, none } = closeness;
    expect([...distances]).to.deep.equal([same, beginning, inside, oneSlip, none]);
    expect(near.toSorted()).to.deep.equal([0, 1, 2, 3]);
  });

  it('compares exactly when that is asked', () => {
    const vocabulary = vocabularyOf('lift', 'lifting', 'left');
    expect(vocabulary.compare('lifts', true).near).to.deep.equal([0]);
    expect(vocabulary.compare('lif', true).near).to.deep.equal([]);
    expect(vocabularyOf('romanian', 'deadlift').compare('rdl', true).near).to.deep.equal([]);
  });

  it('forgives two slips when the longer of the two words has eight letters', () => {
    expect(distances('prezzer', 'presser')).to.deep.equal([closeness.none]);
    expect(distances('deadlift', 'deadlifting')).to.deep.equal([closeness.beginning]);
    expect(distances('dedlfit', 'deadlift')).to.deep.equal([closeness.twoSlips]);
  });

  it('finds no word that has the same letters in another order', () =>
    expect(distances('tfil', 'lift')).to.deep.equal([closeness.none]));
});
