import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import type { ImportedExercise, ImportedSession } from '../../../src/imports/imported.ts';
import { createLinkExercises } from '../../../src/use-cases/import/link-exercises.ts';
import { createRejectedRows } from '../../../src/use-cases/import/rejected-rows.ts';
import { createUnlinked } from '../../../src/use-cases/import/unlinked.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const mebibyte = 1_048_576;
const count = 60;

/** A text that V8 keeps as a part of a text of 1 MiB, like the cells of a file. */
const partOfFile = (number: number): string =>
  `${String(number).padStart(20, 'x')}${'-'.repeat(mebibyte)}`.slice(0, 20);

const workoutWith = (name: string): ImportedSession => {
  const exercise: ImportedExercise = { name, mode: 'reps', supersetGroup: null, notes: null, sets: [] };
  return { exercises: [exercise] } as unknown as ImportedSession;
};

/** By how many MiB the live memory has grown after `each` was called with many texts. */
async function growthOf(each: (text: string) => unknown): Promise<number> {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (let number = 0; number < count; number += 1) await each(partOfFile(number));
  collectGarbage();
  return (process.memoryUsage().heapUsed - before) / mebibyte;
}

describe('what an import remembers of a file', () => {
  const match = () => null;
  const breathe = async () => {};

  it('keeps the names of exercises, not the text of the file around them', async () => {
    const link = createLinkExercises(match, breathe);
    expect(await growthOf((name) => link(workoutWith(name)))).to.be.below(count / 4);
    await link(workoutWith('used'));
  });

  it('keeps the names of exercises that are not linked, not the text around them', async () => {
    const link = createLinkExercises(match, breathe);
    const unlinked = createUnlinked(match, breathe);
    expect(await growthOf(async (name) => unlinked.add(await link(workoutWith(name))))).to.be.below(count / 4);
    expect(await unlinked.list()).to.have.lengthOf(count);
  });

  it('keeps the reasons of rejected rows, not the text of the rows', async () => {
    const rejected = createRejectedRows(async () => {});
    expect(await growthOf((reason) => rejected.add({ line: 1, reason }))).to.be.below(count / 4);
    expect(rejected.rows).to.have.lengthOf(count);
  });
});
