import { expect } from 'chai';
import type { SessionCommand } from '../../../src/commands/session/decider.ts';
import type { SessionDocument } from '../../../src/documents/session.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { noon } from '../../support/specification.ts';
import { createImporter, header, onlySession, sessionsIn } from './support/importer.ts';

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

const repsOf = ({ exercises }: SessionDocument) => exercises[0]?.sets.map(({ reps }) => reps);
