import { expect } from 'chai';
import { catalogueHolder, holderOf } from '../../src/documents/exercise-holder.ts';
import { searchedNamesOf } from '../../src/documents/exercise-names.ts';
import { popularityOf } from '../../src/documents/popular-exercises.ts';
import type { AccountId } from '../../src/events/ids.ts';

const searched = (name: string, ...aliases: readonly string[]) => searchedNamesOf({ name, aliases });

describe('the names under which an exercise is found', () => {
  it('are its name and its aliases', () =>
    expect(searched('Plank', 'Front Hold')).to.deep.equal(['Plank', 'Front Hold']));

  it('include the aliases with the equipment that the name has in brackets', () =>
    expect(searched('Lying Triceps Extension (EZ Bar)', 'Skull Crusher')).to.deep.equal([
      ...['Lying Triceps Extension (EZ Bar)', 'Skull Crusher', 'Skull Crusher EZ Bar'],
    ]));

  it('repeat no equipment in an alias that has one of its words', () => {
    const aliases = ['Bar Crusher', 'EZ Crusher'];
    expect(searched('Extension (EZ Bar)', ...aliases)).to.deep.equal(['Extension (EZ Bar)', ...aliases]);
  });

  it('take equipment from the last brackets of the name, at its end', () => {
    expect(searched('Press (Seated) (Cable)', 'Push')).to.deep.equal([
      ...['Press (Seated) (Cable)', 'Push', 'Push Cable'],
    ]);
    expect(searched('Press (Cable) Seated', 'Push')).to.deep.equal(['Press (Cable) Seated', 'Push']);
    expect(searched('Press ()', 'Push')).to.deep.equal(['Press ()', 'Push']);
  });
});

describe('the holder of an exercise', () => {
  it('is its owner, or the catalogue for an exercise of the system', () => {
    const owner = '01900000-0000-7000-8000-000000000001' as AccountId;
    expect(holderOf(owner)).to.equal(owner);
    expect(holderOf('system')).to.equal(catalogueHolder);
    expect(catalogueHolder).to.equal('00000000-0000-0000-0000-000000000000');
  });
});

describe('the popularity of an exercise', () => {
  it('is its place among the most usual exercises, and the same last place for all others', () => {
    expect(popularityOf('bench-press-barbell')).to.equal(0);
    expect(popularityOf('squat-barbell')).to.equal(1);
    const last = popularityOf('no such exercise');
    expect(last).to.be.greaterThan(popularityOf('pull-up'));
    expect(popularityOf('')).to.equal(last);
  });
});
