import type { RecordedEvent } from '../../events/event.ts';
import type { Decrypt, SealedEvent } from '../../ports/log.ts';
import { isTransient } from '../core/retry.ts';

/** Events by position: opened, or why they can't be. */
export type Decrypted = Readonly<{
  events: ReadonlyMap<bigint, RecordedEvent>;
  failures: ReadonlyMap<bigint, unknown>;
}>;

/** Opens all that can be opened. One that can't be takes no other with it; where a key can't be had now, it throws. */
export async function decryptEach(events: readonly SealedEvent[], open: Decrypt): Promise<Decrypted> {
  const opened = new Map<bigint, RecordedEvent>();
  const failures = new Map<bigint, unknown>();
  await halve(events);
  return { events: opened, failures };

  async function halve(part: readonly SealedEvent[]): Promise<void> {
    if (part.length === 0) return;
    try {
      for (const event of await open(part)) opened.set(event.position, event);
    } catch (error) {
      if (isTransient(error)) throw error;
      const [first, ...others] = part;
      if (first && others.length === 0) {
        failures.set(first.position, error);
        return;
      }
      await halve(part.slice(0, part.length >> 1));
      await halve(part.slice(part.length >> 1));
    }
  }
}
