import { expect } from 'chai';
import { editDistance, letterSet, mayBeNear } from '../../src/documents/edit-distance.ts';

const distance = (one: string, other: string, limit = 9) => editDistance([...one], [...other], limit);

describe('the distance of two words', () => {
  for (const [one, other, slips] of [
    ['squat', 'squat', 0],
    ['squat', 'sqaut', 1],
    ['plank', 'plnak', 1],
    ['bench', 'bech', 1],
    ['bench', 'bencch', 1],
    ['press', 'prexs', 1],
    ['deadlift', 'dedalift', 1],
    ['deadlift', 'dedlfit', 2],
    ['squat', '', 5],
    ['', 'ab', 2],
    ['스쿼트', '쿼스트', 1],
    ['𝒶𝒷', '𝒷𝒶', 1],
    ['ab', 'cd', 2],
    ['ab', 'ca', 2],
  ] as const) {
    it(`is ${slips} for “${one}” and “${other}”, in both directions`, () => {
      expect(distance(one, other)).to.equal(slips);
      expect(distance(other, one)).to.equal(slips);
    });
  }

  it('is one more than the limit when the words are further apart', () => {
    expect(distance('squat', 'press', 1)).to.equal(2);
    expect(distance('deadlift', 'dealift', 1)).to.equal(1);
    expect(distance('bench', 'benchpress', 2)).to.equal(3);
    expect(distance('aaaaaaaa', 'bbbbbbbb', 2)).to.equal(3);
  });

  it('is never above the limit for words whose letters exclude it', () => {
    const words = [
      'squat',
      'sqaut',
      'quat',
      'bench',
      'bunch',
      'press',
      'dress',
      'deadlift',
      'dedlift',
      'жим',
      '스쿼트',
    ];
    for (const one of words) {
      for (const other of words) {
        for (const limit of [1, 2]) {
          const isExcluded = !mayBeNear(letterSet([...one]), letterSet([...other]), limit);
          if (isExcluded) expect(distance(one, other, limit), `${one} ${other}`).to.equal(limit + 1);
        }
      }
    }
  });
});
