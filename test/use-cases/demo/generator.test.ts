import { expect } from 'chai';
import { bodyWeightsOf } from '../../../src/use-cases/demo/generator/body-weights.ts';
import { type DemoAthlete, demoAthletes } from '../../../src/use-cases/demo/generator/cast.ts';
import type { Draft } from '../../../src/use-cases/demo/generator/draft.ts';
import { createRandom } from '../../../src/use-cases/demo/generator/random.ts';
import { sessionsOf } from '../../../src/use-cases/demo/generator/sessions.ts';
import { troubles } from '../../../src/use-cases/demo/generator/trouble.ts';

const named = (key: string) => demoAthletes.find((each) => each.key === key) as DemoAthlete;
const sessions = (athlete: DemoAthlete) => sessionsOf(athlete, createRandom(1));
const setsIn = (drafts: readonly Draft[]) =>
  drafts.reduce((sum, { entries }) => sum + entries.flatMap(({ sets }) => sets).length, 0);

describe('the generator of the demo', () => {
  it('makes the same training from the same seed, and another one from another seed', () => {
    const [ada] = demoAthletes as readonly [DemoAthlete];
    expect(sessions(ada)).to.deep.equal(sessions(ada));
    expect(sessionsOf(ada, createRandom(2))).not.to.deep.equal(sessions(ada));
  });

  it('gives every athlete two years of training, without a session of today or later', () => {
    for (const athlete of demoAthletes) {
      const days = sessions(athlete).map(({ daysAgo }) => daysAgo);
      expect(Math.max(...days), athlete.key).to.be.within(700, 728);
      expect(Math.min(...days)).to.be.at.least(1);
      expect(days).to.deep.equal([...new Set(days)].toSorted((one, other) => other - one));
      expect(days.length).to.be.within(180, 260);
    }
  });

  it('plants each trouble once', () => {
    const planted = demoAthletes.flatMap((athlete) => athlete.troubles);
    expect(planted.toSorted()).to.deep.equal(troubles.toSorted());
  });

  it('lets strength grow by a third in two years', () => {
    const weights = sessions(named('ada')).flatMap(({ entries }) =>
      entries.flatMap(({ exercise, target }) => (exercise === 'Squat (Barbell)' && target !== null ? target : [])),
    );
    expect(Number(weights.at(-1)) / Number(weights[0])).to.be.within(1.3, 1.8);
  });

  it('lets one body weight fall for eight weeks, and no other', () => {
    for (const athlete of demoAthletes) {
      const weights = bodyWeightsOf(athlete, createRandom(1));
      const before = weights.find(({ daysAgo }) => daysAgo <= 63)?.kg ?? 0;
      const change = (weights.at(-1)?.kg ?? 0) - before;
      if (athlete.key === 'emma') expect(change).to.be.below(-4);
      else expect(Math.abs(change), athlete.key).to.be.below(1);
    }
  });

  it('lets one athlete double the sets of two weeks, and no other', () => {
    for (const athlete of demoAthletes.filter(({ key }) => !['gita', 'ben'].includes(key))) {
      const between = (from: number, to: number) =>
        sessions(athlete).filter(({ daysAgo }) => daysAgo > from && daysAgo <= to);
      const ratio = setsIn(between(0, 14)) / setsIn(between(14, 28));
      expect(ratio > 1.5, athlete.key).to.equal(athlete.key === 'finn');
    }
  });
});
