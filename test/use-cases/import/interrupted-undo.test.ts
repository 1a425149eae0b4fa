import { expect } from 'chai';
import fc from 'fast-check';
import type { SessionCommand } from '../../../src/commands/session/decider.ts';
import type { SessionDocument } from '../../../src/documents/session.ts';
import type { ImportId } from '../../../src/events/ids.ts';
import { type InMemoryEventStore, inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { samples } from '../../support/samples.ts';
import { noon } from '../../support/specification.ts';
import { contentsIn, createImporter, failingAfter, header, onlySession, sessionsIn } from './support/importer.ts';

/** A workout: for each exercise, the repetitions of its sets. */
type Workout = Readonly<Record<string, readonly number[]>>;

/** Writes a CSV file with one workout per day, in which every set has the note `note`. */
function csvOf(workouts: readonly Workout[], note = ''): string {
  const rows = workouts.flatMap((workout, day) =>
    Object.entries(workout).flatMap(([name, sets]) =>
      sets.map((reps, at) => `2025-02-0${day + 1} 10:00:00,Legs,1h,${name},${at + 1},100,${reps},0,0,${note},,`),
    ),
  );
  return [header, ...rows, ''].join('\n');
}

type Imported = Readonly<{ store: InMemoryEventStore; importId: ImportId }>;
type Edits = (session: SessionDocument) => readonly SessionCommand[];

/**
 * Imports two versions of a file, then edits the sessions as the athlete. Returns the log and the id of the second
 * import, the one that the tests undo.
 */
async function importTwice(first: string, second: string, edits: Edits = () => []): Promise<Imported> {
  const store = inMemoryEventStore(() => noon);
  const { importFile, edit } = createImporter({ store });
  await importFile(first);
  const { id: importId } = await importFile(second);
  for (const session of sessionsIn(store)) for (const command of edits(session)) await edit(session, command);
  return { store, importId };
}

/** Undoes the import in a store that fails after `appends` appends. Returns whether the undo was completed. */
const undo = ({ store, importId }: Imported, appends = Number.POSITIVE_INFINITY): Promise<boolean> =>
  createImporter({ store: failingAfter(appends, store) })
    .undo(importId)
    .then(
      () => true,
      () => false,
    );

function correctionOf(session: SessionDocument, place: Readonly<{ exercise: number; set: number; reps: number }>) {
  const entry = session.exercises[place.exercise];
  const setId = entry?.sets[place.set]?.id;
  if (!entry || !setId) return [];
  return [{ type: 'CorrectSet', data: { entryId: entry.id, setId, reps: place.reps } } as const];
}

const anyWorkout = fc.dictionary(
  fc.constantFrom('Squat', 'Lunge', 'Row'),
  fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
  { minKeys: 1, noNullPrototype: true },
);
const anyFile = fc.array(anyWorkout, { minLength: 2, maxLength: 2 }).map((workouts) => csvOf(workouts));

describe('an interrupted undo of an import', () => {
  it('restores a removed set only once, however often it is repeated', async () => {
    const imported = await importTwice(csvOf([{ Squat: [5, 6, 7] }]), csvOf([{ Squat: [5, 7] }]));
    expect(await undo(imported, 2)).to.equal(false);
    expect(await undo(imported, 0)).to.equal(false);
    expect(await undo(imported)).to.equal(true);
    const [squat] = onlySession(imported.store).exercises;
    expect(squat?.sets.map(({ reps }) => reps)).to.deep.equal([5, 6, 7]);
  });

  it('leads to the same sessions as an undo without interruption, after whichever append it stops', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, anyFile, fc.nat(2), fc.nat(4), async (first, second, exercise, set) => {
        const prepare = () =>
          importTwice(first, second, (session) => [
            ...correctionOf(session, { exercise, set, reps: 50 }),
            { type: 'EditSession', data: { notes: 'Mine' } },
          ]);
        const expected = await prepare();
        expect(await undo(expected)).to.equal(true);
        for (let appends = 0, isCompleted = false; !isCompleted; appends += 1) {
          const imported = await prepare();
          isCompleted = await undo(imported, appends);
          await undo(imported, 1);
          await undo(imported);
          expect(contentsIn(imported.store)).to.deep.equal(contentsIn(expected.store));
        }
      }),
      samples(8),
    );
  });

  it('leads back over several imports, the last one first', async () => {
    const threeFiles = fc.uniqueArray(anyFile, { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(threeFiles, fc.nat(6), async (files, appends) => {
        const store = inMemoryEventStore(() => noon);
        const imported = [];
        for (const file of files) {
          const { id: importId } = await createImporter({ store }).importFile(file);
          imported.push({ importId, contents: contentsIn(store) });
        }
        for (let at = imported.length - 1; at > 0; at -= 1) {
          const [before, undone] = [imported[at - 1], imported[at]];
          if (undone) for (const stop of [appends, Number.POSITIVE_INFINITY]) await undo({ ...undone, store }, stop);
          expect(contentsIn(store)).to.deep.equal(before?.contents);
        }
      }),
      samples(20),
    );
  });

  it('continues between two appends to one session and keeps what the athlete did meanwhile', async () => {
    // JSON writes each character of this note as six characters, so that the sets of one session need several appends.
    const note = '\u0001'.repeat(1_500);
    const reps = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
    const first = csvOf([{ Squat: reps(32), Lunge: reps(32), Curl: reps(32), Row: reps(32) }], note);
    const second = csvOf([{ Squat: [1, 3, 90], Row: [6, 7] }], note);
    const edits = (session: SessionDocument): readonly SessionCommand[] => [
      ...correctionOf(session, { exercise: 0, set: 1, reps: 77 }),
      ...session.exercises.slice(0, 1).map(({ id: entryId }) => {
        return { type: 'EditExercise', data: { entryId, notes: 'Mine' } } as const;
      }),
      { type: 'EditSession', data: { name: 'Mine' } },
    ];
    const undone = await importTwice(first, second);
    await undo(undone);
    const expected = onlySession(undone.store);
    let appends = 2;
    for (let isCompleted = false; !isCompleted; appends += 1) {
      const imported = await importTwice(first, second);
      isCompleted = await undo(imported, appends);
      const part = onlySession(imported.store);
      for (const command of edits(part)) await createImporter(imported).edit(part, command);
      await undo(imported, 1);
      await undo(imported);
      const restored = onlySession(imported.store);
      expect(setCountsOf(restored)).to.deep.equal(setCountsOf(expected));
      expect(differentReps(restored, expected)).to.deep.equal([77]);
      expect([restored.name, restored.exercises[0]?.notes]).to.deep.equal(['Mine', 'Mine']);
    }
    expect(appends).to.be.greaterThan(5);
  });
});

const setCountsOf = ({ exercises }: SessionDocument) => exercises.map(({ name, sets }) => [name, sets.length]);

/** The repetitions of those sets of a session that differ from the sets of the expected session. */
const differentReps = (session: SessionDocument, expected: SessionDocument) =>
  session.exercises.flatMap(({ sets }, entry) =>
    sets.map(({ reps }) => reps).filter((reps, at) => reps !== expected.exercises[entry]?.sets[at]?.reps),
  );
