import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import { createFileIndex } from '../../src/imports/file/file-index.ts';

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
});
