import { createExecute } from '../../../../src/commands/execute.ts';
import { type MeasurementCommand, measurement } from '../../../../src/commands/measurement/decider.ts';
import { type SessionCommand, session } from '../../../../src/commands/session/decider.ts';
import { type MeasurementDocument, measurementFold } from '../../../../src/documents/measurement.ts';
import { documentOf, replay } from '../../../../src/documents/presence.ts';
import { type SessionDocument, sessionFold } from '../../../../src/documents/session.ts';
import { DomainError } from '../../../../src/errors.ts';
import type { ImportId, TimeZone } from '../../../../src/events/ids.ts';
import type { ImportFormat } from '../../../../src/events/values.ts';
import { breathe as breatheOnce } from '../../../../src/infra/local/breathe.ts';
import { createIds } from '../../../../src/infra/local/ids.ts';
import type { EventStore } from '../../../../src/ports/event-store.ts';
import type { ImportRequest } from '../../../../src/use-cases/import/import-request.ts';
import type { MatchExercise } from '../../../../src/use-cases/import/match.ts';
import { targetOf } from '../../../../src/use-cases/import/plan/target.ts';
import { createRunImport } from '../../../../src/use-cases/import/run.ts';
import { createUndoImport } from '../../../../src/use-cases/import/undo.ts';
import { createReadReferenceLists } from '../../../../src/use-cases/read-reference-lists.ts';
import type { InMemoryEventStore } from '../../../support/in-memory-event-store.ts';
import { athlete, noon } from '../../../support/specification.ts';

export const header =
  'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE';

const noOptions = { charset: null, map: null };

type Options = Readonly<{
  store: EventStore;
  format?: ImportFormat;
  readMatcher?: () => MatchExercise;
  breathe?: () => Promise<void>;
}>;
const byAthlete = {
  actor: { id: athlete, role: 'application-access', via: 'http' },
  ...{ by: athlete, owner: athlete, receivedAt: noon },
} as const;
type ImportOptions = Readonly<{ dryRun?: boolean; onProgress?: NonNullable<ImportRequest['onProgress']> }>;
const sender = { userId: athlete, role: 'application-access', correlationId: 'request' } as const;

/**
 * Creates a process that imports files into the log, by default files of the app Strong. By default it knows no
 * exercises of IronTrack.
 */
export function createImporter(options: Options) {
  const { store, format = 'strong', readMatcher = () => () => null, breathe = breatheOnce } = options;
  const execute = createExecute({
    store,
    positions: { record: async () => {} },
    cache: new Map(),
    takeClaims: async () => ({ confirm: async () => {} }),
  });
  const ids = createIds(Buffer.alloc(32, 7));
  const ports = {
    ...{ execute, store, clock: () => noon, ids, breathe, readExerciseMatcher: async () => readMatcher() },
    readReferenceLists: createReadReferenceLists(store),
  };
  return {
    async importFile(csv: string, { dryRun = false, onProgress }: ImportOptions = {}) {
      async function* open() {
        yield Buffer.from(csv);
      }
      const file = { format, unit: 'kg', timezone: 'UTC' as TimeZone, fileName: null, ...noOptions } as const;
      const source = { digest: csv, bytes: csv.length, open };
      const { report } = await createRunImport(ports)({
        ...{ ...sender, ...file, dryRun, source },
        ...(onProgress && { onProgress }),
      });
      return { ...report, id: report.id as ImportId };
    },
    undo: (importId: ImportId) => createUndoImport(ports)({ ...sender, importId }),
    /** Sends a command to a measurement, as the athlete does over HTTP. */
    editMeasurement: ({ id }: MeasurementDocument, command: MeasurementCommand) =>
      execute(measurement, id, [command], { ...byAthlete, correlationId: 'edit', causationId: 'edit' }),
    /** Sends a command to a session, as the athlete does over HTTP. */
    async edit({ id }: SessionDocument, command: SessionCommand) {
      await execute(session, id, [command], { ...byAthlete, correlationId: 'edit', causationId: 'edit' });
    },
  };
}

/** Wraps a store so that it fails after `allowed` appends to streams whose names start with `prefix`. */
export function failingAfter(allowed: number, store: EventStore, prefix = ''): EventStore {
  let left = allowed;
  return {
    read: store.read,
    append: async (stream, events, head) => {
      if (stream.startsWith(prefix)) left -= 1;
      if (left < 0) throw new DomainError('unavailable', 'The event store cannot be reached.');
      return store.append(stream, events, head);
    },
  };
}

/** The sessions in a log that have not been deleted. */
export const sessionsIn = (store: InMemoryEventStore): SessionDocument[] =>
  [...Map.groupBy(store.all(), ({ stream }) => stream)].flatMap(([stream, events]) =>
    stream.startsWith('session-') ? (documentOf(replay(sessionFold, events)) ?? []) : [],
  );

/** The body measurements in a log that have not been removed. */
export const measurementsIn = (store: InMemoryEventStore): MeasurementDocument[] =>
  [...Map.groupBy(store.all(), ({ stream }) => stream)].flatMap(([stream, events]) =>
    stream.startsWith('measurement-') ? (documentOf(replay(measurementFold, events)) ?? []) : [],
  );

/** Returns the only session in a log that has not been deleted. Throws if there is none or more than one. */
export function onlySession(store: InMemoryEventStore): SessionDocument {
  const [session, ...others] = sessionsIn(store);
  if (!session || others.length > 0) throw new Error('The log does not have exactly one session');
  return session;
}

/** The content of a session document, without ids and times of changes. */
export const contentOf = (document: SessionDocument) => ({ status: document.status, ...targetOf(document) });
export const contentsIn = (store: InMemoryEventStore) => sessionsIn(store).map(contentOf);
