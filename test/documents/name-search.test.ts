import { expect } from 'chai';
import { createNameIndex } from '../../src/documents/name-index.ts';
import { fitsOf, searchNames } from '../../src/documents/name-search.ts';
import { exercises, namesOf } from '../seeds/support/catalogue.ts';

/** Things, each as its name or its names. Earlier ones have a better rank. */
type Things = readonly (string | readonly string[])[];

const indexOf = (things: Things) =>
  createNameIndex(
    things.map((thing, rank) => {
      const names = typeof thing === 'string' ? [thing] : thing;
      return { item: names[0] ?? '', names, rank, sortKey: names[0] ?? '' };
    }),
  );
const find = (things: Things, search: string) => searchNames([indexOf(things)], search);

describe('a search for names', () => {
  it('puts the same set of words first, then names with fewer other words, then those with a better rank', () => {
    const things = ['Squat Jump Barbell', ['Jump', 'Barbell Squat Hop'], 'Hold Squat Barbell', 'Squat (Barbell)'];
    const found = ['Squat (Barbell)', 'Squat Jump Barbell', 'Jump', 'Hold Squat Barbell'];
    expect(find(things, 'barbell squat')).to.deep.equal(found);
  });

  it('sorts equally good names by their sort key', () => {
    const equal = ['b', 'c', 'a'].map((item) => ({ item, names: [`row ${item}`], rank: 0, sortKey: item }));
    expect(searchNames([createNameIndex(equal)], 'row')).to.deep.equal(['a', 'b', 'c']);
  });

  it('sorts equally good names by their rank', () => {
    const entries = ['c', 'b', 'a'].map((item, at) => ({ item, names: [`row ${item}`], rank: 9 - at, sortKey: '' }));
    expect(searchNames([createNameIndex(entries)], 'row')).to.deep.equal(['a', 'b', 'c']);
  });

  it('counts the name of a thing that fits best, wherever it is among its names', () => {
    for (const names of [
      ['Leg Press Machine', 'Leg Press'],
      ['Leg Press', 'Leg Press Machine'],
    ]) {
      expect(find(['Leg Press Wide', names], 'leg press'), names[0]).to.deep.equal([names[0], 'Leg Press Wide']);
    }
  });

  it('counts a word that a name repeats once', () =>
    expect(find(['Row Row', 'Row'], 'row')).to.deep.equal(['Row Row', 'Row']));

  it('searches in several lists as in one', () => {
    const lists = [indexOf(['Plank']), indexOf(['Bench Press', 'Deadlift'])];
    for (const [search, found] of [
      ...[['benchpress', 'Bench Press'] as const, ['benchpres', 'Bench Press'] as const],
      ...[['dead lift', 'Deadlift'] as const, ['dead li', 'Deadlift'] as const, ['dead lfit', 'Deadlift'] as const],
      ...[['benhcpress', 'Bench Press'] as const, ['plank', 'Plank'] as const],
    ]) {
      expect(searchNames(lists, search), search).to.deep.equal([found]);
      expect(searchNames(lists.toReversed(), search), search).to.deep.equal([found]);
    }
  });

  it('looks for all words in one name, not in several names of a thing', () =>
    expect(find([['Neck Flexion', 'Cable Flexion', 'Neck Curl'], 'Curl on Cable'], 'curl cable')).to.deep.equal([
      'Curl on Cable',
    ]));

  it('needs no word that only joins others, and prefers names that have it', () => {
    expect(find(['Dumbbell Squat', 'Squat with Dumbbell'], 'squat with dumbbells')).to.deep.equal([
      'Squat with Dumbbell',
      'Dumbbell Squat',
    ]);
    expect(find(['On', 'Off'], 'on')).to.deep.equal(['On']);
  });

  it('uses each word of a name for one searched word only', () => {
    expect(find(['Leg Press', 'Leg Lift'], 'leg l')).to.deep.equal(['Leg Lift']);
    expect(find(['Press'], 'press press')).to.deep.equal(['Press']);
  });

  it('prefers words that begin as searched to words with a slip, and these to words with the text inside', () =>
    expect(find(['Uplift', 'Left', 'Lifting', 'Lift'], 'lift')).to.deep.equal(['Lift', 'Lifting', 'Left', 'Uplift']));

  it('forgives one slip in words of up to seven letters, and two from eight letters on', () => {
    expect(find(['Presser'], 'preszar')).to.deep.equal([]);
    expect(find(['Presser'], 'preszer')).to.deep.equal(['Presser']);
    expect(find(['Pressers'], 'preszars')).to.deep.equal(['Pressers']);
    expect(find(['Pressers'], 'prezzars')).to.deep.equal([]);
  });

  it('counts slips in code points of the folded words', () => {
    expect(find(['데드리프트'], '데드프리트')).to.deep.equal(['데드리프트']);
    expect(find(['Fußheben'], 'fushseben')).to.deep.equal(['Fußheben']);
  });

  it('forgives slips in words of up to three letters only if no name has the word', () => {
    expect(find(['Row', 'Bow'], 'row')).to.deep.equal(['Row']);
    expect(find(['Row', 'Bow'], 'rwo')).to.deep.equal(['Row']);
  });

  it('finds words that are written together or apart, also with a slip in them', () => {
    for (const search of ['benchpress', 'benhcpress', 'benchpres', 'bench press', 'press bench']) {
      expect(find(['Bench Press', 'Bench', 'Press'], search)[0], search).to.equal('Bench Press');
    }
    expect(find(['Deadlift', 'Lift'], 'dead lift')).to.deep.equal(['Deadlift']);
    expect(find(['Stand', 'Handstand'], 'handstand')).to.deep.equal(['Handstand']);
  });

  it('forgives slips in words that are written together only if nothing is found without', () => {
    expect(find(['Bench Press', 'Bench Dress'], 'benchpress')).to.deep.equal(['Bench Press']);
    expect(find(['Benchpressing', 'Bench Dress'], 'benchpress')).to.deep.equal(['Benchpressing', 'Bench Dress']);
    expect(find(['Press Up'], 'pressub')).to.deep.equal([]);
  });

  it('gives the words of a name to long searched words first, and to words that only join others last', () => {
    for (const search of ['l le', 'le l']) expect(find(['Leg Lift'], search), search).to.deep.equal(['Leg Lift']);
    for (const search of ['with wi', 'wi with']) {
      expect(find(['Width Squat'], search), search).to.deep.equal(['Width Squat']);
    }
  });

  it('finds only names with the same words when that is asked', () => {
    const exact = (things: Things, search: string) => fitsOf([indexOf(things)], search, true).map(({ item }) => item);
    expect(exact(['Bench Press', 'Bench Presser', 'Bench Dress'], 'bench press')).to.deep.equal(['Bench Press']);
    expect(exact(['Bench Press'], 'benchpress')).to.deep.equal(['Bench Press']);
    expect(exact(['Deadlift', 'Deadlifter'], 'dead lift')).to.deep.equal(['Deadlift']);
    for (const search of ['dead lfit', 'dead li', 'benhcpress']) {
      expect(exact(['Deadlift', 'Bench Press'], search), search).to.deep.equal([]);
    }
  });

  it('knows short forms on both sides', () => {
    expect(find(['DB Row', 'Barbell Row'], 'dumbbell row')).to.deep.equal(['DB Row']);
    expect(find(['Romanian Deadlift', 'Deadlift'], 'rdl')).to.deep.equal(['Romanian Deadlift']);
    expect(find(['RDL', 'Row'], 'romanian deadlifts')).to.deep.equal(['RDL']);
    expect(find(['Press com Halteres', 'Press Barra'], 'dumbbell press')).to.deep.equal(['Press com Halteres']);
  });

  it('finds a text without words literally', () => {
    expect(find(['Squat 100%', 'Squat'], '%')).to.deep.equal(['Squat 100%']);
    expect(find(['Squat'], '!!')).to.deep.equal([]);
  });

  it('considers the first eight words of a search', () =>
    expect(find(['a1 b2 c3 d4 e5 f6 g7 h8'], 'a1 b2 c3 d4 e5 f6 g7 h8 z9')).to.have.length(1));

  it('takes a time that does not grow with the number of words that could fit', () => {
    const name = Array.from({ length: 20 }, (_, at) => `a${'abcdefghijklmnopqrst'[at]}`).join(' ');
    expect(find([name], 'a a a a a a a a')).to.deep.equal([name]);
    expect(find([name], 'a aa ab ac ad ae af zz')).to.deep.equal([]);
  });
});

describe('slips in the words of exercises', () => {
  const index = createNameIndex(
    exercises.map((each, rank) => ({ item: each.name, names: namesOf(each), rank, sortKey: each.name })),
  );
  const words =
    'bench press squat deadlift lunge plank crunch shoulder biceps triceps dumbbell barbell kettlebell curl';
  const letters = (word: string) => [...word].map((_, at) => at);
  const swapped = (word: string) =>
    letters(word.slice(1)).map((at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2));
  const dropped = (word: string) => letters(word).map((at) => word.slice(0, at) + word.slice(at + 1));
  const wrong = (word: string) => letters(word).map((at) => `${word.slice(0, at)}q${word.slice(at + 1)}`);

  for (const [what, slip] of Object.entries({ swapped, dropped, wrong })) {
    it(`finds what the word finds when letters are ${what}, unless that is another word`, () => {
      const astray = words.split(' ').flatMap((word) => {
        const meant = searchNames([index], word).slice(0, 1);
        return slip(word).filter((typed) => {
          const found = searchNames([index], typed);
          return !index.vocabulary.knows(typed) && !index.vocabulary.begins(typed) && !found.includes(meant[0] ?? '');
        });
      });
      expect(astray).to.deep.equal([]);
    });
  }
});
