import { createExecute } from '../../../../src/commands/execute.ts';
import { type SessionCommand, session } from '../../../../src/commands/session/decider.ts';
import { documentOf, replay } from '../../../../src/documents/presence.ts';
import { type SessionDocument, sessionFold } from '../../../../src/documents/session.ts';
import { DomainError } from '../../../../src/errors.ts';
import type { ImportId, TimeZone } from '../../../../src/events/ids.ts';
import { createIds } from '../../../../src/infra/local/ids.ts';
import type { EventStore } from '../../../../src/ports/event-store.ts';
import { wantedOf } from '../../../../src/use-cases/import/plan.ts';
import { createRunImport, createUndoImport } from '../../../../src/use-cases/import/run.ts';
import type { InMemoryEventStore } from '../../../support/in-memory-event-store.ts';
import { athlete, noon } from '../../../support/specification.ts';

export const header =
  'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE';

/** A process that imports into the log; `allowed`: how many appends to `streams` succeed before the store is gone. */
export function processOn(store: EventStore, allowed = Number.POSITIVE_INFINITY, streams = 'session-') {
  let left = allowed;
  const reached: EventStore = {
    read: store.read,
    append: async (stream, events, head) => {
      if (stream.startsWith(streams)) left -= 1;
      if (left < 0) throw new DomainError('unavailable', 'The event store can not be reached.');
      return store.append(stream, events, head);
    },
  };
  const execute = createExecute({
    store: reached,
    positions: { record: async () => {} },
    cache: new Map(),
    settle: async () => ({ confirm: async () => {} }),
  });
  const deriveId = createIds(Buffer.alloc(32, 7)).deriveAt;
  const ports = { execute, store: reached, clock: () => noon, deriveId, matcherFor: async () => () => null };
  const by = { userId: athlete, role: 'application-access', correlationId: 'request' } as const;
  return {
    async put(csv: string) {
      async function* open() {
        yield Buffer.from(csv);
      }
      const { report } = await createRunImport(ports)({
        ...by,
        format: 'strong',
        unit: 'kg',
        timezone: 'UTC' as TimeZone,
        fileName: null,
        dryRun: false,
        source: { digest: csv, open },
      });
      return report;
    },
    undo: (importId: ImportId | null) => createUndoImport(ports)({ ...by, importId: importId as ImportId }),
    /** An edit by hand. */
    async edit(document: SessionDocument, command: SessionCommand) {
      const actor = { id: athlete, role: 'application-access', via: 'http' } as const;
      const ids = { correlationId: 'edit', causationId: 'edit' };
      await execute(session, document.id, [command], { actor, by: athlete, owner: athlete, receivedAt: noon, ...ids });
    },
  };
}

export const sessionsIn = (store: InMemoryEventStore): SessionDocument[] =>
  [...Map.groupBy(store.all(), ({ stream }) => stream).entries()].flatMap(([stream, events]) => {
    if (!stream.startsWith('session-')) return [];
    return documentOf(replay(sessionFold, events)) ?? [];
  });
export const contentsOf = (document: SessionDocument) => ({ status: document.status, ...wantedOf(document) });
export const contentsIn = (store: InMemoryEventStore) => sessionsIn(store).map(contentsOf);
