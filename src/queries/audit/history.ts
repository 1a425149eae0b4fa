import { masked } from '../../documents/audit/masked.ts';
import { DomainError, invalid, notFound } from '../../errors.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { AppGrants } from '../../ports/app-grants.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DataReader, DataReads } from '../../ports/data-reads.ts';
import type { EventStore, SealedStreams } from '../../ports/event-store.ts';
import { type AuditedKind, auditedKinds } from './audited-kinds.ts';
import type { ListPlaces, PlacePage } from './list-places.ts';
import type { ListRecordings, RecordingPage } from './list-recordings.ts';
import type { FirstPlace, ListStreams } from './list-streams.ts';

/**
 * Decides of which kinds of things of an athlete a reader may read the audit: of none without a right. `needed` is the kind
 * that the reader asks for, if it is one.
 */
export type ReadableKinds = (
  reader: DataReader,
  athlete: AccountId,
  needed?: AuditedKind,
) => Promise<readonly AuditedKind[]>;

/** Athletes may read the audit of their own history. An operator has the log itself, so operators may read every audit. */
const ownHistoryOnly: ReadableKinds = async ({ id, capacity }, athlete) =>
  capacity === 'operator' || (capacity === 'self' && id === athlete) ? auditedKinds : [];

/** The rights of an athlete and of an operator, which never end. */
export const ownAudit = { readableKinds: ownHistoryOnly, getRight: async () => ({ expiresAt: null }) };

export type AuditPorts = Readonly<{
  store: Pick<EventStore, 'read'>;
  sealedStreams: SealedStreams;
  readableKinds: ReadableKinds;
  /** Until when the reader may read, as a time in ISO 8601; null for no end. Refuses a reader without a right. */
  getRight: (asked: AuditReader) => Promise<Readonly<{ expiresAt: string | null }>>;
  /** Where the events of an athlete are in the log. */
  listPlaces: (question: ListPlaces) => Promise<PlacePage>;
  /** Which things of an athlete have a history. */
  listStreams: (question: ListStreams) => Promise<readonly FirstPlace[]>;
  listRecordings: (question: ListRecordings) => Promise<RecordingPage>;
  dataReads: Pick<DataReads, 'record'>;
  appGrants: Pick<AppGrants, 'appNames'>;
  clock: Clock;
}>;

/** Who reads the audit of which athlete. */
export type AuditReader = Readonly<{ reader: DataReader; athlete: AccountId }>;

/** An aggregate of an athlete, whose history a reader asks for. */
export type AskedHistory = AuditReader & Readonly<{ kind: AuditedKind; id: string }>;

/** How many events are read from the log at once. */
export const chunk = 250;
/** How many events a request reads at most. */
export const maxRevisions = 20_000;

/**
 * Reads the history of an aggregate in order, from its first event, for the operation of the API with this id. The caller
 * stops when it has what it needs. Refuses a history that the reader may not know of in the same way as one that does not
 * exist. Yields nothing before the read is recorded in the access log of the athlete.
 */
export async function* readHistory(
  ports: AuditPorts,
  asked: AskedHistory,
  operation: string,
): AsyncGenerator<RecordedEvent, void> {
  const { store, dataReads, clock } = ports;
  const { reader, athlete, kind, id } = asked;
  if (!(await ports.readableKinds(reader, athlete, kind)).includes(kind)) throw notFound('history');
  let isRecorded = false;
  for await (const event of readStream(store, streamOf(kind, id))) {
    if (event.revision === maxRevisions) {
      throw invalid('id', `A request reads at most ${maxRevisions} events of a history.`);
    }
    if (event.metadata.owner !== athlete) throw notFound('history');
    if (!isRecorded) await dataReads.record([{ athlete, reader, operation, about: { kind, id }, at: clock() }]);
    isRecorded = true;
    yield masked(event);
  }
  if (!isRecorded) throw notFound('history');
}

/** Reads a stream in parts, up to a revision. The caller stops when it has what it needs. */
export async function* readStream(
  store: Pick<EventStore, 'read'>,
  stream: string,
  until = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<RecordedEvent, void> {
  let known: Parameters<EventStore['read']>[1];
  for (let from = 0; from <= until; from += chunk) {
    const to = Math.min(until, from + chunk - 1);
    const events = await store.read(stream, known, to);
    yield* events;
    const last = events.at(-1);
    // Only the end of a stream may have events of others, so fewer events than asked are the last ones.
    if (!last || last.revision < to) return;
    known = { revision: last.revision, chain: last.metadata.chain };
  }
}

/** The refusal for a history that lacks an event which a read model has seen. */
export const historyDamaged = (): DomainError =>
  new DomainError('history-damaged', 'The log lacks an event that this history had. An operator must look at it.');
