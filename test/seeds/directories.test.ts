import { expect } from 'chai';
import { directories, exercises, repeated } from './support/catalogue.ts';

const { muscleGroups, equipment, exerciseTags } = directories;
const namesIn = (list: readonly { name: string }[]) => list.map(({ name }) => name);

describe('seeded reference lists', () => {
  for (const [title, list] of Object.entries(directories)) {
    it(`${title} have unique numbers and unique names`, () => {
      expect(repeated(list.map(({ id }) => id))).to.deep.equal([]);
      expect(repeated(namesIn(list))).to.deep.equal([]);
      for (const { id } of list) expect(id).to.be.within(1, 999);
    });

    it(`names of ${title} are in their normalised form`, () => {
      for (const name of namesIn(list)) {
        expect(name).to.match(/^[a-z0-9]+(?:[ -][a-z0-9]+)*$/);
        expect(name.length).to.be.within(3, 100);
      }
    });
  }

  it('reference lists have enough items to distinguish exercises', () => {
    expect(muscleGroups.length).to.be.at.least(17);
    expect(equipment.length).to.be.at.least(12);
    expect(exerciseTags.length).to.be.at.least(25);
  });

  it('every muscle group has an anatomical name, other items have none', () => {
    for (const { anatomicalName } of muscleGroups) expect(anatomicalName).to.match(/^[A-Za-z][A-Za-z, ]{4,}$/);
    for (const { anatomicalName } of [...equipment, ...exerciseTags]) expect(anatomicalName).to.equal(undefined);
  });

  it('every item is used by an exercise, and every muscle is the primary muscle of one', () => {
    const unused = (list: readonly { name: string }[], used: readonly string[]) =>
      namesIn(list).filter((name) => !used.includes(name));
    expect(unused(muscleGroups, [...new Set(exercises.flatMap((each) => each.primaryMuscles))])).to.deep.equal([]);
    expect(unused(equipment, [...new Set(exercises.flatMap((each) => each.equipment))])).to.deep.equal([]);
    expect(unused(exerciseTags, [...new Set(exercises.flatMap((each) => each.tags))])).to.deep.equal([]);
  });
});
