import { expect } from 'chai';
import fc from 'fast-check';
import type { SessionCommand } from '../../../src/commands/session/decider.ts';
import type { SessionDocument } from '../../../src/documents/session.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { samples } from '../../support/samples.ts';
import { noon } from '../../support/specification.ts';
import { contentOf, createImporter, header, onlySession, sessionsIn } from './support/importer.ts';

describe('an import of a session that is deleted between planning and writing', () => {
  const csvOf = (...reps: number[]) =>
    [header, ...reps.map((count, at) => `2025-02-01 10:00:00,Legs,1h,Squat,${at + 1},100,${count},0,0,,,`)].join('\n');
  const [first, second] = [csvOf(5, 6, 7), csvOf(5, 8, 7)];

  /** Wraps a store so that `run` is called once, right after an import has recorded which sessions it will change. */
  function interrupted(store: EventStore, run: () => Promise<unknown>): EventStore {
    let isDone = false;
    return {
      read: store.read,
      append: async (stream, events, head) => {
        const appended = await store.append(stream, events, head);
        const isReached = events.some(({ type }) => type === 'ImportReachedSessions');
        if (isReached && !isDone) {
          isDone = true;
          await run();
        }
        return appended;
      },
    };
  }

  it('completes without the session when the athlete deleted it', async () => {
    const store = inMemoryEventStore(() => noon);
    const { importFile, edit } = createImporter({ store });
    await importFile(first);
    const session = onlySession(store);
    const deletion: SessionCommand = { type: 'DeleteSession', data: {} };
    const other = createImporter({ store: interrupted(store, () => edit(session, deletion)) });
    const report = await other.importFile(second);
    expect(report).to.have.property('status', 'completed');
    expect(report.counts).to.include({ sessionsAdded: 0, sessionsUpdated: 0, updated: 0, rejected: 0 });
    expect(sessionsIn(store)).to.deep.equal([]);
  });

  it('creates the session again when an undo deleted it, and an undo of this import deletes that one', async () => {
    const store = inMemoryEventStore(() => noon);
    const { importFile, undo } = createImporter({ store });
    const { id: earlier } = await importFile(first);
    const other = createImporter({ store: interrupted(store, () => undo(earlier)) });
    const { id, counts } = await other.importFile(second);
    expect(counts).to.include({ sessionsAdded: 1, sessionsUpdated: 0, added: 3 });
    expect(repsOf(onlySession(store))).to.deep.equal([5, 8, 7]);
    await undo(id);
    expect(sessionsIn(store)).to.deep.equal([]);
  });
});

describe('the undo of an import after that of a later one', () => {
  const csvOf = (workout: Readonly<Record<string, readonly number[]>>) => {
    const rows = Object.entries(workout).flatMap(([name, sets]) =>
      sets.map((reps, at) => `2025-02-01 10:00:00,Legs,1h,${name},${at + 1},100,${reps},0,0,,,`),
    );
    return [header, ...rows].join('\n');
  };
  /** Imports the files one after the other, and undoes all but the first, the last one first. */
  const returned = async (...files: readonly string[]) => {
    const store = inMemoryEventStore(() => noon);
    const { importFile, undo } = createImporter({ store });
    const ids = [];
    for (const file of files) ids.push((await importFile(file)).id);
    for (const id of ids.slice(1).reverse()) await undo(id);
    return onlySession(store).exercises.map(({ name, sets }) => [name, ...sets.map(({ reps }) => reps)]);
  };

  it('removes an exercise that the later one had removed', async () => {
    const exercises = await returned(csvOf({ Squat: [5] }), csvOf({ Squat: [5], Row: [8] }), csvOf({ Squat: [6] }));
    expect(exercises).to.deep.equal([['Squat', 5]]);
  });

  it('removes and corrects sets that the later one had removed', async () => {
    const exercises = await returned(csvOf({ Squat: [5, 6] }), csvOf({ Squat: [5, 7, 8] }), csvOf({ Squat: [5] }));
    expect(exercises).to.deep.equal([['Squat', 5, 6]]);
  });

  it('adds no exercise twice that it has moved and the later one had removed', async () => {
    const [first, second] = [csvOf({ Squat: [5], Row: [8], Lunge: [9] }), csvOf({ Squat: [5], Lunge: [9], Row: [8] })];
    const exercises = await returned(first, second, csvOf({ Squat: [5], Row: [8] }));
    expect(exercises.toSorted()).to.deep.equal([
      ['Lunge', 9],
      ['Row', 8],
      ['Squat', 5],
    ]);
  });
});

describe('the undo of an import before that of a later one', () => {
  const anyWorkout = fc.uniqueArray(
    fc.tuple(
      fc.constantFrom('Squat', 'Lunge', 'Row'),
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
    ),
    { minLength: 1, selector: ([name]) => name },
  );
  const csvOf = (workout: readonly (readonly [name: string, reps: readonly number[]])[]) => {
    const rows = workout.flatMap(([name, sets]) =>
      sets.map((reps, at) => `2025-02-01 10:00:00,Legs,1h,${name},${at + 1},100,${reps},0,0,,,`),
    );
    return [header, ...rows].join('\n');
  };
  const anyFiles = (count: number) => fc.uniqueArray(anyWorkout.map(csvOf), { minLength: count, maxLength: count });

  /** Imports the files one after the other. Returns the session after each of them. */
  async function importAll(files: readonly string[]) {
    const store = inMemoryEventStore(() => noon);
    const { importFile, undo, edit } = createImporter({ store });
    const imported = [];
    for (const file of files) {
      const { id } = await importFile(file);
      imported.push({ undo: () => undo(id), content: contentOf(onlySession(store)) });
    }
    return { store, imported, edit };
  }

  it('leads back to the first import once all later ones are undone, whatever their order', async () => {
    const anyOrder = fc.shuffledSubarray([1, 2, 3], { minLength: 3 });
    await fc.assert(
      fc.asyncProperty(anyFiles(4), anyOrder, async (files, order) => {
        const { store, imported } = await importAll(files);
        for (const at of order) await imported[at]?.undo();
        expect(contentOf(onlySession(store))).to.deep.equal(imported[0]?.content);
      }),
      samples(60),
    );
  });

  it('leaves a session as the later one has left it', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles(3), async (files) => {
        const { store, imported } = await importAll(files);
        await imported[1]?.undo();
        expect(contentOf(onlySession(store))).to.deep.equal(imported[2]?.content);
      }),
      samples(30),
    );
  });

  it('adds no set twice that it has removed and the later one has added again', async () => {
    const [whole, part] = [csvOf([['Squat', [5, 6, 7]]]), csvOf([['Squat', [5]]])];
    const { store, imported } = await importAll([whole, part, `${whole}\n`]);
    await imported[1]?.undo();
    expect(repsOf(onlySession(store))).to.deep.equal([5, 6, 7]);
  });

  it('keeps what the athlete has changed between the two', async () => {
    const files = [[5], [5, 6], [5, 6, 7]].map((reps) => csvOf([['Squat', reps]]));
    const { store, imported, edit } = await importAll(files.slice(0, 2));
    const session = onlySession(store);
    const [{ id: entryId, sets } = { id: undefined, sets: [] }] = session.exercises;
    if (!entryId || !sets[0]) throw new Error('The session has no set');
    await edit(session, { type: 'CorrectSet', data: { entryId, setId: sets[0].id, reps: 50 } });
    const { importFile, undo } = createImporter({ store });
    const { id } = await importFile(files[2] ?? '');
    await imported[1]?.undo();
    expect(repsOf(onlySession(store))).to.deep.equal([50, 6, 7]);
    await undo(id);
    expect(repsOf(onlySession(store))).to.deep.equal([50]);
  });
});

const repsOf = ({ exercises }: SessionDocument) => exercises[0]?.sets.map(({ reps }) => reps);
