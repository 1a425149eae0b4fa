import { expect } from 'chai';
import { slugOf } from '../../src/documents/exercise.ts';
import { popularityOf } from '../../src/documents/popular-exercises.ts';
import type { ExerciseId } from '../../src/events/ids.ts';
import { readSeeds } from '../../src/infra/local/seed-files.ts';
import { createExerciseMatcher } from '../../src/use-cases/import/match.ts';
import {
  exercises,
  files,
  namesOf,
  offenders,
  repeated,
  seedsFolder,
  type WrittenExercise,
} from './support/catalogue.ts';

/** Matches brands. No name of a seeded exercise may contain a brand. Aliases may, because people search for brands. */
const brands =
  /\b(trx|bosu|hammer strength|nautilus|cybex|technogym|life ?fitness|precor|matrix|panatta|peloton|spinning|airdyne|assault|echo bike|rogue|concept ?2|skierg|stairmaster|stepmill|versaclimber|jacob'?s ladder|prowler|theraband|thera-?band|flexbar|tiger tail|swiss ball|zumba|les mills|bodypump|crossfit|orangetheory|p90x|insanity|bowflex|total gym|gravitron|kbox|vipr|smart ?board|captains of crush|gyrotonic|rollerblade|frisbee|ping ?pong)\b/i;

const isSentence = (text: string) => /^[A-Z0-9].*[.!]$/.test(text) && !/\s\s/.test(text);
const texts = ({ instructions, safety }: WrittenExercise) => [
  ...instructions,
  ...(safety === undefined ? [] : [safety]),
];

describe('seeded exercises', () => {
  it('at least 1,000 exercises have unique names, slugs and ids', async () => {
    const seeds = await readSeeds(seedsFolder, slugOf);
    expect(seeds.exercises.length).to.equal(exercises.length);
    expect(exercises.length).to.be.at.least(1_000);
    expect(repeated(seeds.exercises.map(({ exerciseId }) => exerciseId))).to.deep.equal([]);
    expect(repeated(exercises.map(({ name }) => name))).to.deep.equal([]);
    expect(repeated(exercises.map(({ name }) => slugOf(name)))).to.deep.equal([]);
  });

  it('every name and alias leads to exactly one exercise', () => {
    const named = exercises.map((each) => ({ id: each.name as ExerciseId, isOwn: false, ...each }));
    // A name that two exercises share finds the exercise that comes first in the list, so reversing the list reveals
    // it.
    const [forwards, backwards] = [createExerciseMatcher(named), createExerciseMatcher(named.toReversed())];
    const leadsAway = (name: string) => (alias: string) => forwards(alias) !== name || backwards(alias) !== name;
    const shared = exercises.flatMap((each) => namesOf(each).filter(leadsAway(each.name)));
    expect(shared).to.deep.equal([]);
    expect(offenders(({ aliases }) => repeated(aliases.map((alias) => alias.toLowerCase())).length > 0)).to.deep.equal(
      [],
    );
  });

  it('every popular exercise is in the seed data, and is listed once', () => {
    const ranks = exercises.map(({ name }) => popularityOf(slugOf(name)));
    const listed = ranks.filter((rank) => rank < popularityOf('none'));
    expect(listed.length).to.equal(popularityOf('none'));
    expect(repeated(listed)).to.deep.equal([]);
  });

  it('names have 3 to 100 ASCII characters, with the equipment in brackets', () => {
    const form = /^[A-Z0-9][A-Za-z0-9'./ -]*(?: \([A-Z][A-Za-z' -]*\))?$/;
    expect(offenders(({ name }) => !form.test(name) || name.length < 3 || name.length > 100)).to.deep.equal([]);
  });

  it('aliases have 3 to 100 characters of ASCII and of the languages of other apps', () => {
    const isOdd = (alias: string) =>
      !/^[\x21-\x7e\p{Script=Latin}]+(?: [\x21-\x7e\p{Script=Latin}]+)*$/u.test(alias) ||
      alias.length < 3 ||
      alias.length > 100;
    expect(offenders(({ aliases }) => aliases.some(isOdd))).to.deep.equal([]);
  });

  it('no name contains a brand', () => {
    expect(offenders(({ name }) => brands.test(name))).to.deep.equal([]);
  });

  it('instructions have two to six sentences, and the safety cue has at most one line', () => {
    expect(offenders(({ instructions }) => instructions.length < 2 || instructions.length > 6)).to.deep.equal([]);
    const isNoStep = (step: string) => step.length < 15 || step.length > 220;
    expect(offenders(({ instructions }) => instructions.some(isNoStep))).to.deep.equal([]);
    const isNoCue = (cue: string) => cue.length < 15 || cue.length > 200;
    expect(offenders(({ safety }) => safety !== undefined && isNoCue(safety))).to.deep.equal([]);
    expect(offenders((each) => !texts(each).every(isSentence))).to.deep.equal([]);
  });

  it('texts are ASCII and contain no brand', () => {
    expect(
      offenders((each) => texts(each).some((text) => /[^\x20-\x7e]/.test(text) || brands.test(text))),
    ).to.deep.equal([]);
  });

  it('exercises have one to four primary muscles, none of which is also a secondary muscle', () => {
    expect(offenders(({ primaryMuscles }) => primaryMuscles.length < 1 || primaryMuscles.length > 4)).to.deep.equal([]);
    expect(offenders(({ secondaryMuscles }) => secondaryMuscles.length > 6)).to.deep.equal([]);
    const isBoth = ({ primaryMuscles, secondaryMuscles }: WrittenExercise) =>
      primaryMuscles.some((muscle) => secondaryMuscles.includes(muscle));
    expect(offenders(isBoth)).to.deep.equal([]);
  });

  it('no list of an exercise contains an item twice', () => {
    const lists = ({ equipment, primaryMuscles, secondaryMuscles, tags, metrics }: WrittenExercise) =>
      [equipment, primaryMuscles, secondaryMuscles, tags, metrics] as const;
    expect(offenders((each) => lists(each).some((list) => new Set(list).size < list.length))).to.deep.equal([]);
  });

  it('the exercises of a file are sorted by name', () => {
    for (const list of files.values()) {
      const names = list.map(({ name }) => name);
      expect(names).to.deep.equal(names.toSorted());
    }
  });
});
