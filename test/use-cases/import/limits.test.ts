import { expect } from 'chai';
import type { SessionCommand } from '../../../src/commands/session/decider.ts';
import type { SetId } from '../../../src/events/ids.ts';
import { emptyPerformance } from '../../../src/events/performance.ts';
import { maxCharacters, maxSetsPerExercise } from '../../../src/events/values.ts';
import { idFor } from '../../projections/support/training.ts';
import { type InMemoryEventStore, inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { noon } from '../../support/specification.ts';
import { contentOf, createImporter, header, onlySession } from './support/importer.ts';

const set = (exercise: string, number: number, reps: number, note = '') =>
  `2025-02-01 10:00:00,Legs,1h,${exercise},${number},100,${reps},0,0,${note},,`;
const csvOf = (...rows: readonly string[]) => [header, ...rows, ''].join('\n');
/** A workout with one exercise, whose sets have rising numbers of repetitions. */
const rising = (from: number, count = maxSetsPerExercise) =>
  csvOf(...Array.from({ length: count }, (_, at) => set('Squat', at + 1, from + at)));

describe('an import into a session at its limits', () => {
  let store: InMemoryEventStore;
  const importer = () => createImporter({ store });
  beforeEach(() => {
    store = inMemoryEventStore(() => noon);
  });

  it('shifts all sets of an exercise that has the largest number of them, and back when it is undone', async () => {
    await importer().importFile(rising(50));
    const before = contentOf(onlySession(store));
    const { id, counts } = await importer().importFile(rising(51));
    expect(counts).to.include({ sessions: 1, added: 1, removed: 1, rejected: 0 });
    expect(onlySession(store).exercises[0]?.sets.map(({ reps }) => reps)).to.deep.equal(
      Array.from({ length: maxSetsPerExercise }, (_, at) => 51 + at),
    );
    await importer().undo(id);
    expect(contentOf(onlySession(store))).to.deep.equal(before);
  });

  it('replaces exercises of a session that has the largest number of sets', async () => {
    const workout = (...names: readonly string[]) =>
      csvOf(...names.flatMap((name) => Array.from({ length: 500 }, (_, at) => set(name, at + 1, 5))));
    await importer().importFile(workout('A', 'B', 'C', 'D'));
    const { counts } = await importer().importFile(workout('E', 'A', 'B', 'C'));
    expect(counts).to.include({ sessions: 1, added: 500, removed: 500, rejected: 0 });
  });

  it('moves a long note from one set to another in a session that has the largest number of characters', async () => {
    const note = 'x'.repeat(9_990);
    const filled = Math.floor(maxCharacters / note.length);
    const workout = (moved: number) =>
      csvOf(...Array.from({ length: filled + 1 }, (_, at) => set('Squat', at + 1, 5 + at, at === moved ? '' : note)));
    await importer().importFile(workout(filled));
    const { counts } = await importer().importFile(workout(0));
    expect(counts).to.include({ sessions: 1, updated: 2, rejected: 0 });
  });

  it('ends an undo when the athlete has used the room of what was there before', async () => {
    const { importFile, edit, undo } = importer();
    await importFile(rising(50));
    const { id } = await importFile(rising(50, 300));
    const session = onlySession(store);
    const entryId = session.exercises[0]?.id;
    for (let number = 1; entryId && number <= 150; number += 1) {
      const setId = idFor(3, number) as SetId;
      const log: SessionCommand = { type: 'LogSet', data: { ...emptyPerformance, entryId, setId, reps: 1 } };
      await edit(session, log);
    }
    await undo(id);
    const sets = onlySession(store).exercises[0]?.sets ?? [];
    expect(sets).to.have.lengthOf(maxSetsPerExercise);
    expect(sets.filter(({ reps }) => reps === 1)).to.have.lengthOf(150);
  });
});
