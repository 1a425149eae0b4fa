import { expect } from 'chai';
import { changedMembers, mergeSeed, seededContentAfter } from '../../src/documents/seeded.ts';

type Content = Readonly<{ name: string; tags: readonly number[]; safety: string | null }>;
const content: Content = { name: 'Squat', tags: [1, 2], safety: null };

describe('the members that differ', () => {
  it('are those with other values or lists in another order', () => {
    expect(changedMembers(content, content)).to.deep.equal([]);
    expect(changedMembers(content, { ...content, tags: [1, 2] })).to.deep.equal([]);
    expect(changedMembers(content, { ...content, tags: [2, 1], safety: 'x' })).to.deep.equal(['tags', 'safety']);
  });
});

describe('merging seed data', () => {
  it('changes nothing when the seed data gives what it gave last time', () =>
    expect(mergeSeed(content, { ...content, name: 'Mine' }, content)).to.equal(null));
  it('changes only what the seed data has changed', () =>
    expect(mergeSeed(content, { ...content, name: 'Mine' }, { ...content, safety: 'x' })).to.deep.equal({
      content: { ...content, name: 'Mine', safety: 'x' },
      adopted: [],
    }));
  it('adopts what people had already set to the new value', () =>
    expect(mergeSeed(content, { ...content, name: 'Deep' }, { ...content, name: 'Deep' })).to.deep.equal({
      content: { ...content, name: 'Deep' },
      adopted: ['name'],
    }));
  it('takes all members when the seed data has given nothing before', () =>
    expect(mergeSeed(null, { ...content, name: 'Mine' }, content)).to.deep.equal({
      content,
      adopted: ['tags', 'safety'],
    }));
});

describe('what the seed data has given last', () => {
  it('takes changed and adopted members of an event of the seed data', () => {
    const before = { ...content, name: 'Mine', safety: 'Ours' };
    const after = { ...before, tags: [3] };
    expect(seededContentAfter(content, before, after)).to.deep.equal({ ...content, tags: [3] });
    expect(seededContentAfter(content, before, after, ['safety'])).to.deep.equal({
      ...content,
      tags: [3],
      safety: 'Ours',
    });
  });
  it('is the whole content when the seed data has given nothing before', () =>
    expect(seededContentAfter(null, content, { ...content, name: 'Deep' })).to.deep.equal({
      ...content,
      name: 'Deep',
    }));
});
