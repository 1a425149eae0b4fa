import type { RecordedEvent } from '../events/event.ts';

/** A rule "whenever X happens, do Y". It acts through commands that can be repeated. */
export type Policy = Readonly<{
  /** Names the checkpoint. A policy with a new name acts on all past events. */
  name: string;
  /** The event types that it acts on. */
  whenever: ReadonlySet<string>;
  /** How old an event must be, in ms. Gives the request that caused it the time to act itself. */
  minAgeMs: number;
  /** `key`: the idempotency key for the commands; the same event always has the same key. */
  act: (event: RecordedEvent, key: string) => Promise<void>;
}>;
