import { expect } from 'chai';
import fc from 'fast-check';
import type { SessionCommand } from '../../../src/commands/session/decider.ts';
import type { SessionDocument } from '../../../src/documents/session.ts';
import type { ImportId } from '../../../src/events/ids.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import { type InMemoryEventStore, inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { noon } from '../../support/specification.ts';
import { contentsIn, header, processOn, sessionsIn } from './support/importer.ts';

/** A workout: the repetitions of each set, by exercise. */
type Workout = Readonly<Record<string, readonly number[]>>;
const csvOf = (workouts: readonly Workout[]): string => {
  const rows = workouts.flatMap((workout, day) =>
    Object.entries(workout).flatMap(([name, sets]) =>
      sets.map((reps, at) => `2025-02-0${day + 1} 10:00:00,Legs,1h,${name},${at + 1},100,${reps},0,0,,,`),
    ),
  );
  return [header, ...rows, ''].join('\n');
};

type Log = Readonly<{ store: InMemoryEventStore; importId: ImportId | null }>;
/** Two versions of a file, and what the athlete did after the second, which is to be undone. */
async function imported(first: string, second: string, edits: (session: SessionDocument) => readonly SessionCommand[]) {
  const store = inMemoryEventStore(() => noon);
  const { put, edit } = processOn(store);
  await put(first);
  const { id: importId } = await put(second);
  for (const each of sessionsIn(store)) for (const command of edits(each)) await edit(each, command);
  return { store, importId };
}

/** Undoes with a store that goes away after `allowed` appends; whether it got to the end. */
const undone = ({ store, importId }: Log, allowed?: number): Promise<boolean> =>
  processOn(store, allowed, '')
    .undo(importId)
    .then(
      () => true,
      () => false,
    );

const correctionOf = (each: SessionDocument, exercise: number, set: number, reps: number): SessionCommand[] => {
  const entry = each.exercises[exercise];
  const setId = entry?.sets[set]?.id;
  return entry && setId ? [{ type: 'CorrectSet', data: { entryId: entry.id, setId, reps } }] : [];
};

const workout = fc.dictionary(
  fc.constantFrom('Squat', 'Lunge', 'Row'),
  fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
  { minKeys: 1, noNullPrototype: true },
);
const file = fc.array(workout, { minLength: 2, maxLength: 2 });

describe('an undo that breaks off', () => {
  it('restores what was removed once, however often it is repeated', async () => {
    const log = await imported(csvOf([{ Squat: [5, 6, 7] }]), csvOf([{ Squat: [5, 7] }]), () => []);
    expect(await undone(log, 2)).to.equal(false);
    expect(await undone(log, 0)).to.equal(false);
    expect(await undone(log)).to.equal(true);
    expect(sessionsIn(log.store)[0]?.exercises[0]?.sets.map(({ reps }) => reps)).to.deep.equal([5, 6, 7]);
  });

  it('ends as one that ran through, after whichever append it broke off', async () => {
    await fc.assert(
      fc.asyncProperty(file, file, fc.nat(2), fc.nat(4), async (first, second, exercise, set) => {
        const begin = () =>
          imported(csvOf(first), csvOf(second), (each) => [
            ...correctionOf(each, exercise, set, 50),
            { type: 'EditSession', data: { notes: 'Mine' } },
          ]);
        const whole = await begin();
        expect(await undone(whole)).to.equal(true);
        for (let allowed = 0; ; allowed += 1) {
          const log = await begin();
          const isWhole = await undone(log, allowed);
          await undone(log, 1);
          await undone(log);
          expect(contentsIn(log.store)).to.deep.equal(contentsIn(whole.store));
          if (isWhole) break;
        }
      }),
      { numRuns: 10 },
    );
  });

  it('goes on between two parts of one session, and leaves what the athlete did there', async () => {
    const reps = (count: number, from = 0) => Array.from({ length: count }, (_, at) => ((from + at) % 90) + 1);
    const first = csvOf([{ Squat: reps(400), Lunge: reps(400), Curl: reps(400), Row: reps(400) }]);
    const second = csvOf([{ Squat: [1, 3, 90], Row: reps(2, 5) }]);
    const mine = (each: SessionDocument) => [
      ...correctionOf(each, 0, 1, 77),
      ...(each.exercises[0] ? [{ type: 'EditExercise', data: { entryId: each.exercises[0].id, notes: 'Mine' } }] : []),
      { type: 'EditSession', data: { name: 'Mine' } },
    ];
    const whole = await imported(first, second, () => []);
    await undone(whole);
    for (let allowed = 2; ; allowed += 1) {
      const log = await imported(first, second, () => []);
      const isWhole = await undone(log, allowed);
      const [half] = sessionsIn(log.store);
      if (!half) throw new Error('There is no session');
      for (const command of mine(half)) await processOn(log.store).edit(half, command as SessionCommand);
      await undone(log, 1);
      await undone(log);
      const restored = sessionsIn(log.store)[0]?.exercises ?? [];
      const expected = sessionsIn(whole.store)[0]?.exercises ?? [];
      expect(restored.map(({ name, sets }) => [name, sets.length])).to.deep.equal(
        expected.map(({ name, sets }) => [name, sets.length]),
      );
      const changed = restored.flatMap(({ sets }, entry) =>
        sets.filter(({ reps }, at) => reps !== expected[entry]?.sets[at]?.reps).map(({ reps }) => reps),
      );
      expect(changed).to.deep.equal([77]);
      expect([sessionsIn(log.store)[0]?.name, restored[0]?.notes]).to.deep.equal(['Mine', 'Mine']);
      if (isWhole) {
        expect(allowed).to.be.greaterThan(3);
        break;
      }
    }
  });
});

describe('a session that is deleted between planning and carrying out', () => {
  /** A store where something happens, one time, when an import has noted which sessions it will touch. */
  const interrupted = (store: EventStore, meanwhile: () => Promise<unknown>): EventStore => {
    let isDone = false;
    return {
      read: store.read,
      append: async (stream, events, head) => {
        const isReached = events.some(({ type }) => type === 'ImportReachedSessions');
        const stands = await store.append(stream, events, head);
        if (isReached && !isDone) {
          isDone = true;
          await meanwhile();
        }
        return stands;
      },
    };
  };
  const [first, second] = [csvOf([{ Squat: [5, 6, 7] }]), csvOf([{ Squat: [5, 8, 7] }])];

  it('stays deleted where the athlete did it, and the import goes on', async () => {
    const store = inMemoryEventStore(() => noon);
    const { put, edit } = processOn(store);
    await put(first);
    const [only] = sessionsIn(store);
    if (!only) throw new Error('There is no session');
    const { put: putMeanwhile } = processOn(interrupted(store, () => edit(only, { type: 'DeleteSession', data: {} })));
    const report = await putMeanwhile(second);
    expect(report).to.have.property('status', 'completed');
    expect(report.counts).to.include({ sessionsAdded: 0, sessionsUpdated: 0, updated: 0, rejected: 0 });
    expect(sessionsIn(store)).to.deep.equal([]);
  });

  it('comes anew where an undo did it, and goes with the import that brought it anew', async () => {
    const store = inMemoryEventStore(() => noon);
    const { put, undo } = processOn(store);
    const { id: earlier } = await put(first);
    const { put: putMeanwhile } = processOn(interrupted(store, () => undo(earlier)));
    const { id, counts } = await putMeanwhile(second);
    expect(counts).to.include({ sessionsAdded: 1, sessionsUpdated: 0, added: 3 });
    expect(sessionsIn(store)[0]?.exercises[0]?.sets.map(({ reps }) => reps)).to.deep.equal([5, 8, 7]);
    await undo(id);
    expect(sessionsIn(store)).to.deep.equal([]);
  });
});
