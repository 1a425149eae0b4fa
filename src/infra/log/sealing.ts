import type { RecordedEvent as StoredEvent } from '@eventstore/db-client';
import { DomainError } from '../../errors.ts';
import type { Metadata } from '../../events/event.ts';
import { instantOf } from '../../events/ids.ts';
import { upcast } from '../../events/schemas.ts';
import type { Head, NewEvent } from '../../ports/event-store.ts';
import type { Decrypt, SealedEvent } from '../../ports/log.ts';
import type { KeyRing } from '../postgres/key-ring.ts';
import { chainOf, eventIdOf } from './chain.ts';
import { decryptPersonal, encryptPersonal, hasPersonalText } from './personal-data.ts';

/** An event as it is written: encrypted, with its chain and the id made from it. */
export type EventToWrite = Readonly<{
  id: string;
  type: string;
  data: Record<string, unknown>;
  metadata: Metadata;
}>;

const placeOf = (stream: string, revision: number): string => `${stream}@${revision}`;

/** Encrypts and chains events that follow `head`. Refuses personal data of an erased account. */
export async function sealEvents(
  keys: KeyRing,
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
    // Encoded here, where it can throw: a value that JSON refuses would hang inside the client.
    const data = JSON.parse(JSON.stringify(encrypted));
    chain = chainOf(chain, { stream, revision, type, data, metadata });
    sealed.push({ id: eventIdOf(chain), type, data, metadata: { ...metadata, chain } });
  }
  return sealed;
}

/** Decrypts with the owners' keys, and upcasts old schemas. */
export const createDecrypt =
  (keys: KeyRing): Decrypt =>
  async (events) => {
    const sealed = events.map((event) => ({ ...event, data: sealedDataOf(event) }));
    const owners = sealed.filter(({ data }) => hasPersonalText(data)).map(({ metadata }) => metadata.owner);
    const keysByOwner = await keys.readKeys(owners);
    return sealed.map((event) => {
      const { type, stream, revision, metadata } = event;
      const key = keysByOwner.get(metadata.owner);
      const data = key ? decryptPersonal(event.data, placeOf(stream, revision), key) : event.data;
      return { ...event, data: upcast({ type, data }, metadata.schema) };
    });
  };

/** The client's event as a sealed event. */
export function sealedEventOf(event: StoredEvent): SealedEvent {
  if (!event.position) throw new Error(`The store returned event ${event.id} without its position`);
  return {
    id: event.id,
    stream: event.streamId,
    revision: Number(event.revision),
    position: event.position.commit,
    recordedAt: instantOf(event.created.getTime()),
    type: event.type,
    data: event.data,
    metadata: event.metadata as Metadata,
  } as SealedEvent;
}

/** The data of a sealed event, with the texts under `personal` still encrypted. */
export const sealedDataOf = ({ data }: SealedEvent): object => data as object;
