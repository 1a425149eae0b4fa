import { invalid, notFound } from '../../errors.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import type { FeedKind } from '../../events/schemas.ts';
import { streamOf } from '../../events/streams.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DataReader, DataReads } from '../../ports/data-reads.ts';
import type { EventStore } from '../../ports/event-store.ts';

/** Decides whether a reader may read the audit of things of this kind in the history of an athlete. */
export type MayReadAudit = (reader: DataReader, athlete: AccountId, kind: AuditedKind) => Promise<boolean>;

/** Athletes may read the audit of their own history. An operator has the log itself, so operators may read every audit. */
export const ownHistoryOnly: MayReadAudit = async ({ id, capacity }, athlete) =>
  capacity === 'operator' || (capacity === 'self' && id === athlete);

export type AuditPorts = Readonly<{
  store: Pick<EventStore, 'read'>;
  mayRead: MayReadAudit;
  dataReads: Pick<DataReads, 'record'>;
  clock: Clock;
}>;

/**
 * What has an audit. A coaching relationship has none yet: the events of an invitation contain the account of the invited
 * address, which the athlete must not get to know.
 */
export const auditedKinds = [
  'account',
  'exercise',
  'import',
  'measurement',
  'plan',
  'profile',
  'schedule',
  'session',
  'unit',
] as const satisfies readonly FeedKind[];
export type AuditedKind = (typeof auditedKinds)[number];

/** An aggregate of an athlete, whose history a reader asks for. */
export type AskedHistory = Readonly<{ reader: DataReader; athlete: AccountId; kind: AuditedKind; id: string }>;

/** How many events are read from the log at once. */
const chunk = 250;
/** How many events of a history a request reads at most. */
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
  const { store, mayRead } = ports;
  const { reader, athlete, kind, id } = asked;
  if (!(await mayRead(reader, athlete, kind))) throw notFound('history');
  const stream = streamOf(kind, id);
  let known: Parameters<EventStore['read']>[1];
  for (let from = 0; from < maxRevisions; from += chunk) {
    const events = await store.read(stream, known, from + chunk - 1);
    if (from === 0) await begin(ports, asked, operation, events[0]);
    yield* events;
    const last = events.at(-1);
    // Only the end of a stream may have events of others, so fewer events than asked are the last ones.
    if (!last || last.revision < from + chunk - 1) return;
    known = { revision: last.revision, chain: last.metadata.chain };
  }
  throw invalid('id', `A request reads at most ${maxRevisions} events of a history.`);
}

async function begin(
  { dataReads, clock }: AuditPorts,
  { reader, athlete, kind, id }: AskedHistory,
  operation: string,
  first: RecordedEvent | undefined,
): Promise<void> {
  if (first?.metadata.owner !== athlete) throw notFound('history');
  await dataReads.record([{ athlete, reader, operation, about: { kind, id }, at: clock() }]);
}
