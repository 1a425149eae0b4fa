import { DomainError } from '../../../errors.ts';
import type { RecordedEvent } from '../../../events/event.ts';
import { knows } from '../../../events/schemas.ts';
import type { Decrypt, Log, SealedEvent } from '../../../ports/log.ts';
import type { LogBookmark } from '../../core/job.ts';
import { handles, type Projection } from '../../core/projection.ts';
import { isTransient } from '../../core/retry.ts';
import { VersionRefusal } from '../../versions/registry.ts';

/** A page of the log for one projection: the events after position `from` up to position `to`. */
export type Page = Readonly<{
  from: bigint;
  to: bigint;
  /** All events of the page. */
  events: readonly SealedEvent[];
  /** The events of the page that the projection applies. */
  handled: readonly SealedEvent[];
  /** The events that the projection applies, decrypted; null when one of them cannot be decrypted. */
  decrypted: readonly RecordedEvent[] | null;
  isLast: boolean;
}>;

export type PageOptions = Readonly<{
  log: Pick<Log, 'page'>;
  decrypt: Decrypt;
  projection: Projection;
  /** The number of events in one page of the log. @defaultValue 2,000 */
  pageSize?: number;
}>;

/**
 * How far to read the log: up to position `end`. `newest` is the position of an event that the log must return before
 * the last page counts as complete.
 */
export type ReadLimit = Readonly<{ end: bigint; newest: bigint }>;

/**
 * Reads the page after position `from`. Throws if this build does not know one of its events, or if the answering node
 * of EventStoreDB lags, so that the event at `newest` is missing.
 */
export async function readPage(options: PageOptions, from: bigint, { end, newest }: ReadLimit): Promise<Page> {
  const { log, decrypt, projection, pageSize = 2_000 } = options;
  const events = await log.page(from, pageSize);
  const last = events.at(-1)?.position ?? from;
  const isLast = events.length < pageSize || last >= end;
  if (isLast && last < newest) throw new DomainError('unavailable', 'The event store does not show all events yet.');
  const handled = events.filter((event) => handles(projection, event) && event.position <= end);
  checkKnown(handled);
  return { from, to: isLast ? end : last, events, handled, decrypted: await decryptAll(handled, decrypt), isLast };
}

function checkKnown(events: readonly SealedEvent[]): void {
  const unknown = events.find(({ type, metadata }) => !knows(type, metadata.schema));
  if (!unknown) return;
  const { type, metadata, position } = unknown;
  throw new VersionRefusal(
    `This build does not know event ${type}, schema ${metadata.schema}, at ${position}; use a build that knows it.`,
  );
}

async function decryptAll(events: readonly SealedEvent[], decrypt: Decrypt): Promise<Page['decrypted']> {
  if (events.length === 0) return [];
  try {
    return await decrypt(events);
  } catch (error) {
    if (isTransient(error)) throw error;
    return null;
  }
}

/** A bookmark of the newest event of the page at or before position `to`; null if the page has none. */
export function bookmarkOf({ from, events }: Page, to: bigint): LogBookmark | null {
  const index = events.findLastIndex(({ position }) => position <= to);
  const event = events[index];
  return event ? { after: events[index - 1]?.position ?? from, position: event.position, id: event.id } : null;
}
