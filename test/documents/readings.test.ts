import { expect } from 'chai';
import { forgivingReadingsOf, type Known, type Reading, readingsOf } from '../../src/documents/readings.ts';

/** Knows these words. Each text of `nearly` is one slip away from a word. */
const knows = (words: readonly string[], nearly: readonly string[] = []): Known => ({
  isWord: (text) => words.includes(text),
  isBeginning: (text) => words.some((word) => word.startsWith(text)),
  isNearly: (text) => nearly.includes(text),
});
/** The texts of each reading; parts of longer words with a `+`. */
const texts = (readings: readonly Reading[]): readonly string[] =>
  readings.map((words) => words.map(({ text, isPart }) => `${text}${isPart ? '+' : ''}`).join(' '));
const read = (known: Known, search: string) => texts(readingsOf(known, search.split(' ')));
const readForgiving = (known: Known, search: string) => texts(forgivingReadingsOf(known, search.split(' ')));

describe('the readings of searched words', () => {
  it('are the words as they were written when nothing else is known', () =>
    expect(read(knows([]), 'leg press')).to.deep.equal(['leg press']));

  it('write out short forms of several words', () =>
    expect(read(knows([]), 'db rdl')).to.deep.equal(['db rdl', 'db romanian deadlift']));

  it('join two or three neighbours that are one word of a name', () => {
    expect(read(knows(['deadlift']), 'dead lift row')).to.deep.equal(['dead lift row', 'deadlift row']);
    expect(read(knows(['tbarrow']), 't bar row')).to.deep.equal(['t bar row', 'tbar row', 'tbarrow']);
    expect(read(knows(['lift', 'deadlift']), 'dead lift')).to.deep.equal(['dead lift', 'deadlift']);
  });

  it('join neighbours that begin a word of a name', () =>
    expect(read(knows(['deadlift']), 'dead l')).to.deep.equal(['dead l', 'deadl']));

  it('join neighbours with a slip from six letters on', () => {
    expect(read(knows([], ['deadlf']), 'dead lf')).to.deep.equal(['dead lf', 'deadlf']);
    expect(read(knows([], ['deadf']), 'dead f')).to.deep.equal(['dead f']);
  });

  it('split a word into two known words', () => {
    expect(read(knows(['bench', 'press']), 'benchpress')).to.deep.equal(['benchpress', 'bench+ press+']);
    expect(read(knows(['press', 'up']), 'my pressup')).to.deep.equal(['my pressup', 'my press+ up+']);
    expect(read(knows(['bench', 'press']), 'bencpress')).to.deep.equal(['bencpress']);
  });

  it('split a word whose second part is unfinished when that part has three letters', () => {
    expect(read(knows(['bench', 'press']), 'benchpre')).to.deep.equal(['benchpre', 'bench+ pre+']);
    expect(read(knows(['bench', 'press']), 'benchpr')).to.deep.equal(['benchpr']);
  });

  it('are at most twelve, of at most eight words', () => {
    const all: Known = { isWord: () => true, isBeginning: () => true, isNearly: () => true };
    expect(read(all, 'a1 b2 c3 d4 e5 f6 g7 h8 z9')).to.have.length(12);
    expect(read(knows([]), 'a1 b2 c3 d4 e5 f6 g7 h8 z9')).to.deep.equal(['a1 b2 c3 d4 e5 f6 g7 h8']);
  });
});

describe('the forgiving readings of searched words', () => {
  it('split a word into a known word and one with a slip, in either order, and forgive slips in both', () => {
    expect(readForgiving(knows(['press'], ['benhc']), 'benhcpress')).to.deep.equal(['benhc press']);
    expect(readForgiving(knows(['bench'], ['perss']), 'benchperss')).to.deep.equal(['bench perss']);
  });

  it('need a known word beside the one with the slip', () => {
    expect(readForgiving(knows([], ['benhc', 'perss']), 'benhcperss')).to.deep.equal([]);
    expect(readForgiving(knows(['bench', 'press']), 'benchpress')).to.deep.equal([]);
  });

  it('split no single letter off', () => {
    expect(readForgiving(knows(['press'], ['x']), 'xpress')).to.deep.equal([]);
    expect(readForgiving(knows(['press'], ['x']), 'pressx')).to.deep.equal([]);
  });

  it('split words of five letters or more', () => {
    expect(readForgiving(knows(['up'], ['cd']), 'upcd')).to.deep.equal([]);
    expect(readForgiving(knows(['up'], ['cde']), 'upcde')).to.deep.equal(['up cde']);
  });
});
