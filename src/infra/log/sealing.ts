import type { RecordedEvent as StoredEvent } from '@eventstore/db-client';
import { DomainError } from '../../errors.ts';
import type { Metadata, RecordedEvent } from '../../events/event.ts';
import { type Instant, instantOf } from '../../events/ids.ts';
import { upcast } from '../../events/schemas.ts';
import type { Head, NewEvent } from '../../ports/event-store.ts';
import type { Decrypt, SealedEvent } from '../../ports/log.ts';
import type { KeyRing } from '../postgres/key-ring.ts';
import type { Authenticity } from './authenticity.ts';
import { chainOf, eventIdOf } from './chain.ts';
import { decryptPersonal, encryptPersonal, hasPersonalText } from './personal-data.ts';

/**
 * An event as it is written to the log: with encrypted personal data, with its chain and mac, and with the id made from
 * the chain.
 */
export type EventToWrite = Readonly<{
  id: string;
  type: string;
  data: Record<string, unknown>;
  metadata: Metadata;
}>;

const placeOf = (stream: string, revision: number): string => `${stream}@${revision}`;

export type SealKeys = Readonly<{ keys: KeyRing; sign: Authenticity['sign'] }>;

/**
 * Seals new events of a stream: encrypts their personal data, continues the chain after `head`, the stream's last event,
 * and signs it. Refuses personal data of an erased account.
 */
export async function sealEvents(
  { keys, sign }: SealKeys,
  stream: string,
  events: readonly NewEvent[],
  head: Head,
): Promise<readonly EventToWrite[]> {
  let { revision, chain } = head;
  const sealed: EventToWrite[] = [];
  for (const { type, metadata, data: plain } of events) {
    revision += 1;
    const key = hasPersonalText(plain) ? await keys.readKey(metadata.owner) : null;
    if (key === 'erased') throw new DomainError('account-not-found', 'This account was erased.');
    const encrypted = key ? encryptPersonal(plain, placeOf(stream, revision), key) : plain;
    // The data is encoded as JSON here, where an error can be thrown. A value that JSON does not allow would make
    // EventStoreDB's client wait for ever.
    const data = JSON.parse(JSON.stringify(encrypted));
    const previous = chain;
    chain = chainOf(previous, { stream, revision, type, data, metadata });
    sealed.push({ id: eventIdOf(chain), type, data, metadata: { ...metadata, chain, mac: sign(previous, chain) } });
  }
  return sealed;
}

/**
 * Creates the function that opens sealed events: it decrypts their data with the owners' data keys, and upcasts old
 * schema numbers.
 */
export const createDecrypt =
  (keys: KeyRing): Decrypt =>
  async (events) => {
    const withTexts = new Set(events.filter((event) => hasPersonalText(sealedDataOf(event))));
    const keysByOwner = await keys.readKeys([...withTexts].map(({ metadata }) => metadata.owner));
    return events.map((event) => {
      const { type, stream, revision, metadata } = event;
      const sealed = sealedDataOf(event);
      const key = withTexts.has(event) ? keysByOwner.get(metadata.owner) : undefined;
      const data = upcast(
        { type, data: key ? decryptPersonal(sealed, placeOf(stream, revision), key) : sealed },
        metadata.schema,
      );
      // Most events have no text and the present schema. A copy of each would be much garbage.
      return data === sealed ? (event as RecordedEvent) : { ...event, data };
    });
  };

/** Converts an event of EventStoreDB's client into a sealed event. */
export function sealedEventOf(event: StoredEvent): SealedEvent {
  if (!event.position) throw new Error(`The store returned event ${event.id} without its position`);
  return {
    id: event.id,
    stream: event.streamId,
    revision: Number(event.revision),
    position: event.position.commit,
    recordedAt: copiedTimeOf(event.metadata) ?? instantOf(event.created.getTime()),
    type: event.type,
    data: event.data,
    metadata: event.metadata as Metadata,
  } as SealedEvent;
}

/**
 * When the original of a copied event was recorded. Whether the time is genuine is checked with the mac, because metadata
 * may be anything in events of others.
 */
function copiedTimeOf(metadata: unknown): Instant | undefined {
  const { mac } = (metadata ?? {}) as Partial<Metadata>;
  return typeof mac?.recordedAt === 'string' ? mac.recordedAt : undefined;
}

/** The data of a sealed event. The texts under `personal` are still encrypted. */
export const sealedDataOf = ({ data }: SealedEvent): object => data as object;
