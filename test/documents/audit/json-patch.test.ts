import { expect } from 'chai';
import fc from 'fast-check';
import { type PatchOperation, patchBetween } from '../../../src/documents/audit/json-patch.ts';
import { samples } from '../../support/samples.ts';
import { applied } from './support/apply-patch.ts';

const before = {
  name: 'Push',
  notes: null,
  sets: [
    { id: 'a', reps: 5 },
    { id: 'b', reps: 5 },
    { id: 'c', reps: 5 },
  ],
};

describe('a JSON Patch between two values', () => {
  const table: readonly (readonly [title: string, after: unknown, patch: readonly PatchOperation[]])[] = [
    ['is empty for the same value', { ...before }, []],
    ['replaces a member', { ...before, notes: 'tired' }, [{ op: 'replace', path: '/notes', value: 'tired' }]],
    ['adds a member', { ...before, 'a/b~c': 1 }, [{ op: 'add', path: '/a~1b~0c', value: 1 }]],
    ['removes a member', { name: 'Push', sets: before.sets }, [{ op: 'remove', path: '/notes' }]],
    [
      'removes an item with one operation',
      { ...before, sets: before.sets.toSpliced(1, 1) },
      [{ op: 'remove', path: '/sets/1' }],
    ],
    [
      'adds an item with one operation',
      { ...before, sets: before.sets.toSpliced(1, 0, { id: 'd', reps: 1 }) },
      [{ op: 'add', path: '/sets/1', value: { id: 'd', reps: 1 } }],
    ],
    [
      'changes a member of an item',
      { ...before, sets: before.sets.with(1, { id: 'b', reps: 6 }) },
      [{ op: 'replace', path: '/sets/1/reps', value: 6 }],
    ],
    [
      'adds an item that equals the ones around it with one operation',
      { ...before, sets: [before.sets[0], ...before.sets] },
      [{ op: 'add', path: '/sets/1', value: { id: 'a', reps: 5 } }],
    ],
    [
      'adds items at the end in their order',
      { ...before, sets: [...before.sets, 1, 2] },
      [
        { op: 'add', path: '/sets/3', value: 1 },
        { op: 'add', path: '/sets/4', value: 2 },
      ],
    ],
    ['replaces the whole value by null', null, [{ op: 'replace', path: '', value: null }]],
  ];
  for (const [title, after, patch] of table) {
    it(title, () => expect(patchBetween(before, after)).to.deep.equal(patch));
  }

  it('removes one of equal items with one operation', () =>
    expect(patchBetween([1, 1], [1])).to.deep.equal([{ op: 'remove', path: '/1' }]));

  it('gives the newer value when it is applied to the older one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (older, newer) => {
        const [from, to] = [older, newer].map((value) => JSON.parse(JSON.stringify(value)));
        expect(applied(from, patchBetween(from, to))).to.deep.equal(to);
      }),
      samples(200),
    );
  });
});
