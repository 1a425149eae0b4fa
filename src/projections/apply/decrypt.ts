import type { RecordedEvent } from '../../events/event.ts';
import { knows } from '../../events/schemas.ts';
import type { Decrypt, SealedEvent } from '../../ports/log.ts';
import { isTransient } from '../core/retry.ts';

/** Whether this build knows the event's type and schema number. */
export const isKnown = ({ type, metadata }: SealedEvent): boolean => knows(type, metadata.schema);

/** Decrypted events by position, and by position the errors of the events that cannot be decrypted. */
export type Decrypted = Readonly<{
  events: ReadonlyMap<bigint, RecordedEvent>;
  failures: ReadonlyMap<bigint, unknown>;
}>;

/**
 * Decrypts every event that can be decrypted, halving the batch until the undecryptable events are alone. Throws when
 * a service is down, since that says nothing about any event.
 */
export async function decryptEach(events: readonly SealedEvent[], decrypt: Decrypt): Promise<Decrypted> {
  const decrypted = new Map<bigint, RecordedEvent>();
  const failures = new Map<bigint, unknown>();
  await bisect(events);
  return { events: decrypted, failures };

  async function bisect(part: readonly SealedEvent[]): Promise<void> {
    if (part.length === 0) return;
    try {
      for (const event of await decrypt(part)) decrypted.set(event.position, event);
    } catch (error) {
      if (isTransient(error)) throw error;
      const [first, ...others] = part;
      if (first && others.length === 0) {
        failures.set(first.position, error);
        return;
      }
      const middle = part.length >> 1;
      await bisect(part.slice(0, middle));
      await bisect(part.slice(middle));
    }
  }
}

/** Passes sealed events as decrypted ones to a projection that ignores their data. */
export const withoutData = (events: readonly SealedEvent[]): Decrypted => ({
  events: new Map(events.map((event) => [event.position, { ...event, data: {} }])),
  failures: new Map(),
});
