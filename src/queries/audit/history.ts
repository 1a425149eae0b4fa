import { invalid, notFound } from '../../errors.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { AccountId, Owner } from '../../events/ids.ts';
import type { FeedKind } from '../../events/schemas.ts';
import { streamOf } from '../../events/streams.ts';
import type { EventStore } from '../../ports/event-store.ts';

/** Decides whether an account may read the audit of an owner's history. */
export type MayReadAudit = (reader: AccountId, owner: Owner) => Promise<boolean>;

/** Every account may read the audit of its own history, and of no other. */
export const ownHistoryOnly: MayReadAudit = async (reader, owner) => reader === owner;

export type AuditPorts = Readonly<{ store: Pick<EventStore, 'read'>; mayRead: MayReadAudit }>;

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
type AuditedKind = (typeof auditedKinds)[number];

/** An aggregate whose history an account asks for. */
export type AskedHistory = Readonly<{ reader: AccountId; kind: AuditedKind; id: string }>;

/** How many events are read from the log at once. */
const chunk = 250;
/** How many events of a history a request reads at most. */
export const maxRevisions = 20_000;

/**
 * Reads the history of an aggregate in order, from its first event. The caller stops when it has what it needs. Refuses
 * a history that the reader may not know of in the same way as one that does not exist.
 */
export async function* readHistory(
  { store, mayRead }: AuditPorts,
  { reader, kind, id }: AskedHistory,
): AsyncGenerator<RecordedEvent, void> {
  const stream = streamOf(kind, id);
  let known: Parameters<EventStore['read']>[1];
  for (let from = 0; from < maxRevisions; from += chunk) {
    const events = await store.read(stream, known, from + chunk - 1);
    if (from === 0) await admit(mayRead, reader, events[0]);
    yield* events;
    const last = events.at(-1);
    // Only the end of a stream may have events of others, so fewer events than asked are the last ones.
    if (!last || last.revision < from + chunk - 1) return;
    known = { revision: last.revision, chain: last.metadata.chain };
  }
  throw invalid('id', `A request reads at most ${maxRevisions} events of a history.`);
}

async function admit(mayRead: MayReadAudit, reader: AccountId, first: RecordedEvent | undefined): Promise<void> {
  if (!first || !(await mayRead(reader, first.metadata.owner))) throw notFound('history');
}
