import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import { createFileIndex } from '../../../src/imports/file/file-index.ts';

const texts = { section: 0, date: '2025-02-01', clock: '', end: '', number: '' };

describe('the index of a file', () => {
  it('refuses a file with more than 200,000 workouts, because something of each is kept in memory', () => {
    const { add } = createFileIndex();
    for (let workout = 0; workout < 200_000; workout += 1) add({ ...texts, name: String(workout) }, 10);
    add({ ...texts, name: '0' }, 10);
    expect(() => add({ ...texts, name: 'one more' }, 10)).to.throw(DomainError);
  });

  it('counts the rows of each start and leaves out rows without a readable start', async () => {
    const { add, group } = createFileIndex();
    const rows = ['Push', 'Pull', 'Push'].map((name) => ({ ...texts, name }));
    for (const row of rows) add(row, 10);
    add({ ...texts, date: 'soon', name: 'Push' }, 10);
    const members = await group(({ date }) => (date === 'soon' ? null : { wall: Date.parse(date), offset: null }));
    const [push, pull] = rows.map((row) => members.of(row));
    expect(push?.group).to.equal(pull?.group);
    expect([push?.name, pull?.name, push?.group.left]).to.deep.equal(['Push', 'Pull', 3]);
    expect(members.of({ ...texts, date: 'soon', name: 'Push' })).to.equal(undefined);
  });

  /** The members of rows with these texts, whose dates and ends are read unless they are `soon`. */
  async function membersOf(...rows: readonly (Partial<typeof texts> & { name?: string })[]) {
    const { add, group } = createFileIndex();
    const all = rows.map((row) => ({ ...texts, name: '', ...row }));
    for (const row of all) add(row, 10);
    const parse = (text: string) => (text === 'soon' ? null : { wall: Date.parse(text), offset: null });
    const { of, isShuffled } = await group((row, which) => parse(which === 'start' ? row.date : row.end));
    return { members: all.map((row) => of(row)), isShuffled };
  }

  it('knows the end and the number of a workout, unless they are blank or unreadable', async () => {
    const { members } = await membersOf(
      { end: '2025-02-02', number: ' 7 ' },
      { end: ' ', number: ' ' },
      { end: 'soon', number: '8' },
    );
    expect(members.map((member) => [member?.end, member?.number])).to.deep.equal([
      [String(Date.parse('2025-02-02')), '7'],
      [null, null],
      [null, '8'],
    ]);
    expect(members[0]?.group).to.equal(members[2]?.group);
  });

  it('has a group for each start, with about as much memory as its rows need', async () => {
    const { members } = await membersOf({}, {}, { date: '2025-02-03' }, { clock: '10:00' }, { section: 1 });
    expect(members.map((member) => member?.group.size)).to.deep.equal([1_680, 1_680, 420, 1_680, 1_680]);
    expect(members[0]?.group).to.deep.include({ left: 4, rows: [], setCount: 0, state: 'waiting' });
    expect(members[0]?.group).to.not.equal(members[2]?.group);
  });

  it('compares the first 200 characters of a text', async () => {
    const long = 'x'.repeat(200);
    const { members } = await membersOf({ name: `${long}a` }, { name: `${long}b` }, { name: long.slice(1) });
    expect(members[0]).to.equal(members[1]);
    expect(members[0]).to.not.equal(members[2]);
  });

  for (const [names, isShuffled] of [
    ['AAAABBBB', false],
    ['ABABABAB', true],
    ['AABBAABB', false],
    ['AABABABB', true],
    ['AABB', false],
    ['ABAB', false],
    ['ABCABCABC', true],
    ['A', false],
    ['', false],
  ] as const) {
    it(`knows that rows are ${isShuffled ? '' : 'not '}shuffled: ${names || 'no rows'}`, async () => {
      const found = await membersOf(...[...names].map((name) => ({ name })));
      expect(found.isShuffled).to.equal(isShuffled);
    });
  }
});
