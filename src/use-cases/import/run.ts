import type { Context, Execute, Outcome } from '../../commands/execute.ts';
import {
  ensureNotUndone,
  fileImport,
  type ImportCommand,
  isUndone,
  maxRejectedRows,
} from '../../commands/import/decider.ts';
import { type ImportDocument, type ImportPresence, importFold } from '../../documents/import.ts';
import { documentOf, present, replay } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { CommandMark, RecordedEvent } from '../../events/event.ts';
import type { AccountId, ImportId, SessionId, TimeZone } from '../../events/ids.ts';
import type { ImportCounts, ImportEvent, RejectedRow } from '../../events/import.ts';
import type { ImportFormat, Role, WeightUnit } from '../../events/values.ts';
import type { ImportedSession } from '../../imports/imported.ts';
import { readExport } from '../../imports/read-export.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventStore } from '../../ports/event-store.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import type { MatchExercise } from './match.ts';
import { apply, type DeriveId, type Located, locate, type Origin, rehearsed, takeBack } from './session.ts';

/** A file that can be read more than once. `digest` tells whether it is the same file again. */
export type ImportSource = Readonly<{ digest: string; open: () => AsyncIterable<Uint8Array> }>;

export type ImportRequest = Readonly<{
  userId: AccountId;
  role: Role;
  format: ImportFormat;
  unit: WeightUnit | null;
  timezone: TimeZone;
  fileName: string | null;
  dryRun: boolean;
  source: ImportSource;
  correlationId: string;
  /** The client's idempotency key, with its mark. */
  key?: string;
  mark?: CommandMark;
  /** Set when the client made the request conditional: the revision that the import has to be at. */
  ifRevision?: number;
  /** `bytes` of the file done so far. */
  onProgress?: (done: { bytes: number; counts: ImportCounts }) => void;
  onRejected?: (row: RejectedRow) => void;
}>;

/** `id` is null for a dry run. Of very many bad rows, `errors` holds the first ones; `counts.rejected` counts all. */
export type ImportReport = Readonly<{
  id: ImportId | null;
  status: ImportDocument['status'];
  format: ImportFormat;
  fileName: string | null;
  counts: ImportCounts;
  errors: readonly RejectedRow[];
}>;

/** The report, and the import's stream after it; null after a dry run. */
export type ImportResult = Readonly<{ report: ImportReport; head: ImportHead | null }>;
export type ImportHead = Pick<Outcome<unknown>, 'revision' | 'owner' | 'position'>;

export type ImportPorts = Readonly<{
  execute: Execute;
  store: EventStore;
  clock: Clock;
  deriveId: DeriveId;
  /** Tells which exercises an athlete's names stand for. */
  matcherFor: (athlete: AccountId) => Promise<MatchExercise>;
}>;

/** How many workouts are planned together, and how many of them are at work at once. */
const chunkSize = 48;
const atOnce = 8;
/** With the exercises that its names stand for; the names stay as written. */
const linked = (session: ImportedSession, match: MatchExercise): ImportedSession => ({
  ...session,
  exercises: session.exercises.map((each) => ({ ...each, exerciseId: match(each.name) })),
});

/** Rejected rows that one event holds. */
const rowsPerEvent = 500;

const noCounts: ImportCounts = {
  sessions: 0,
  sessionsAdded: 0,
  sessionsUpdated: 0,
  sets: 0,
  added: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  rejected: 0,
};

/**
 * Brings an exported file into the log by the commands a client would send. The same file again changes nothing; a
 * changed one changes what changed in it; one that a crash cut short goes on. Refuses before anything is written
 * where the file is no such export or its unit is unknown.
 */
export const createRunImport =
  (ports: ImportPorts) =>
  async (request: ImportRequest): Promise<ImportResult> => {
    const { format, fileName, source, unit, timezone, dryRun } = request;
    const parsed = readExport(format, source.open(), { unit, timezone });
    // The header is read before anything is written, for what is wrong with it is wrong with the whole file.
    const first = await parsed.next();
    const { importId, document } = await identify(ports, request);
    const started = dryRun ? null : await issue(ports, request, importId, startOf(importId, request));
    if (started && request.key !== undefined && document) {
      ensureNotUndone(document.status);
      // The start was answered as of its own event; what it led to is what a repeated key asks for.
      const head = { ...started, revision: document.revision };
      if (document.counts) return { report: reportOf(document, document.counts, document.errors), head };
    }

    const origin = { userId: request.userId, importId, format };
    const match = await ports.matcherFor(request.userId);
    const rejections = rejecting(request.onRejected);
    try {
      let counts = noCounts;
      let chunk: ImportedSession[] = [];
      const flush = async () => {
        counts = await importChunk(ports, origin, chunk, counts, request, rejections.add);
        chunk = [];
      };
      for (let next = first; !next.done; next = await parsed.next()) {
        if (next.value.type === 'rejected') rejections.add(next.value.row);
        else chunk.push(linked(next.value.session, match));
        if (!dryRun) await rejections.write(rowsPerEvent, (rows) => issue(ports, request, importId, rejectionOf(rows)));
        if (chunk.length < chunkSize || next.value.type === 'rejected') continue;
        await flush();
        request.onProgress?.({ bytes: next.value.bytes, counts: { ...counts, rejected: rejections.count() } });
      }
      await flush();
      counts = { ...counts, rejected: rejections.count() };
      if (dryRun) {
        const report = {
          id: null,
          status: 'completed',
          format,
          fileName,
          counts,
          errors: rejections.reported,
        } as const;
        return { report, head: null };
      }
      await rejections.write(1, (rows) => issue(ports, request, importId, rejectionOf(rows)));
      const completed = await issue(ports, request, importId, { type: 'CompleteImport', data: { counts } });
      return {
        report: reportOf(present(completed.presence, 'import').document, counts, rejections.reported),
        head: completed,
      };
    } catch (error) {
      // Undone while it ran: what it did since the undo looked is taken back as well.
      if (error instanceof DomainError && error.code === 'import-undone') {
        const { userId, role, correlationId } = request;
        await createUndoImport(ports)({ userId, role, correlationId, importId }, { again: true });
      }
      throw error;
    }
  };

const rejectionOf = (rows: readonly RejectedRow[]): ImportCommand => ({ type: 'RejectRows', data: { rows } });

/** Keeps the rows to report, and those of them that the log does not hold yet. */
function rejecting(onRejected: ((row: RejectedRow) => void) | undefined) {
  const reported: RejectedRow[] = [];
  let unwritten: RejectedRow[] = [];
  let count = 0;
  return {
    reported,
    count: () => count,
    add(row: RejectedRow) {
      count += 1;
      onRejected?.(row);
      if (reported.length >= maxRejectedRows) return;
      reported.push(row);
      unwritten.push(row);
    },
    async write(atLeast: number, put: (rows: readonly RejectedRow[]) => Promise<unknown>) {
      if (unwritten.length < atLeast) return;
      const rows = unwritten;
      unwritten = [];
      await put(rows);
    },
  };
}

/** Plans a chunk of workouts, notes which sessions it will touch, and touches them. */
async function importChunk(
  ports: ImportPorts,
  origin: Origin,
  chunk: readonly ImportedSession[],
  before: ImportCounts,
  request: ImportRequest,
  reject: (row: RejectedRow) => void,
): Promise<ImportCounts> {
  const located = await mapConcurrently(chunk, atOnce, async (workout) => ({
    workout,
    located: await locate(ports, origin, workout),
  }));
  const changed = located.filter(({ located: { plan } }) => plan.commands.length > 0);
  const reach = (...sessionIds: SessionId[]) =>
    issue(ports, request, origin.importId, { type: 'ReachSessions', data: { sessionIds } });
  if (changed.length > 0 && !request.dryRun) await reach(...changed.map(({ located: { sessionId } }) => sessionId));
  let counts = before;
  await mapConcurrently(located, atOnce, async ({ workout, located }) => {
    try {
      const context = contextOf(ports, request, origin.importId);
      const done = request.dryRun
        ? rehearsed(located, context)
        : await apply(ports, origin, workout, located, context, reach);
      counts = counted(counts, workout, done);
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'validation')) throw error;
      for (const line of workout.lines) reject({ line, reason: error.message });
    }
  });
  return counts;
}

function counted(counts: ImportCounts, { setCount }: ImportedSession, { plan, revision }: Located): ImportCounts {
  const isNew = revision < 0;
  const isUpdated = !isNew && plan.commands.length > 0;
  return {
    ...counts,
    sessions: counts.sessions + 1,
    sessionsAdded: counts.sessionsAdded + (isNew ? 1 : 0),
    sessionsUpdated: counts.sessionsUpdated + (isUpdated ? 1 : 0),
    sets: counts.sets + setCount,
    added: counts.added + plan.added,
    updated: counts.updated + plan.updated,
    unchanged: counts.unchanged + setCount - plan.added - plan.updated,
    removed: counts.removed + plan.removed,
  };
}

/** One file is one import, until it is undone; with an idempotency key, one key is. */
async function identify(
  { store, deriveId }: ImportPorts,
  { userId, format, unit, timezone, source, key }: ImportRequest,
): Promise<{ importId: ImportId; document: ImportDocument | null }> {
  const identity = key === undefined ? ['file', format, unit, timezone, source.digest] : ['key', key];
  for (let generation = 0; ; generation += 1) {
    const importId = deriveId(timeOf(userId), userId, JSON.stringify(['import', ...identity, generation])) as ImportId;
    const document = documentOf(replay(importFold, await store.read(`import-${importId}`)));
    if (!isUndone(document?.status) || key !== undefined) return { importId, document };
  }
}

/** The time in a UUIDv7, in ms since 1970. */
const timeOf = (uuid: string): number => Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16);

const startOf = (importId: ImportId, { format, unit, timezone, fileName }: ImportRequest): ImportCommand => ({
  type: 'StartImport',
  data: { importId, format, unit, timezone, fileName },
});

type Issuer = Pick<ImportRequest, 'userId' | 'role' | 'correlationId' | 'mark' | 'ifRevision'>;

const contextOf = ({ clock }: Pick<ImportPorts, 'clock'>, issuer: Issuer, causationId: string): Context => ({
  actor: { id: issuer.userId, role: issuer.role, via: 'import' },
  by: issuer.userId,
  owner: issuer.userId,
  correlationId: issuer.correlationId,
  causationId,
  receivedAt: clock(),
});

/** The commands that a request begins with; they carry its idempotency key and its condition. */
const opening: ReadonlySet<ImportCommand['type']> = new Set(['StartImport', 'BeginUndo']);

async function issue(
  ports: ImportPorts,
  issuer: Issuer,
  importId: ImportId,
  command: ImportCommand,
): Promise<Outcome<ImportPresence>> {
  const { mark, ifRevision } = opening.has(command.type) ? issuer : {};
  const context = contextOf(ports, issuer, issuer.correlationId);
  const conditions = { ...(mark && { mark }), ...(ifRevision !== undefined && { ifRevision }) };
  return ports.execute(fileImport, importId, [command], { ...context, ...conditions });
}

const reportOf = (
  { id, status, format, fileName }: ImportDocument,
  counts: ImportCounts,
  errors: readonly RejectedRow[],
): ImportReport => ({ id, status, format, fileName, counts, errors });

/** Takes an import back, by events: what it made is deleted, what it changed is led back. May be repeated at will. */
export const createUndoImport =
  (ports: ImportPorts) =>
  async (request: Issuer & { importId: ImportId }, { again = false } = {}): Promise<ImportHead> => {
    const { importId } = request;
    // From here on a run of the same import that is still under way is refused its next step.
    const begun = await issue(ports, request, importId, { type: 'BeginUndo', data: {} });
    if (documentOf(begun.presence)?.status === 'undone' && !again) return begun;
    const events = (await ports.store.read(`import-${importId}`)) as readonly RecordedEvent<ImportEvent>[];
    const reached = events.flatMap(({ type, data }) => (type === 'ImportReachedSessions' ? data.sessionIds : []));
    const undoId = events.find(({ type }) => type === 'ImportUndoBegun')?.id;
    if (undoId === undefined) throw new Error('An undo that has begun has no event');
    await mapConcurrently([...new Set<SessionId>(reached)], atOnce, (sessionId) =>
      takeBack(ports, { importId, undoId }, sessionId, contextOf(ports, request, undoId)),
    );
    return issue(ports, request, importId, { type: 'FinishUndo', data: {} });
  };
