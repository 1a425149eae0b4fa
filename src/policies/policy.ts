import type { RecordedEvent } from '../events/event.ts';

/** A rule "whenever X happens, do Y". It acts by commands that have no further effect when they are repeated. */
export type Policy = Readonly<{
  /** The name under which the policy's checkpoint is stored. A policy with a new name acts on all past events. */
  name: string;
  /** The types of the events on which the policy acts. */
  whenever: ReadonlySet<string>;
  /**
   * How old an event must be, in ms, before the policy acts on it. Until then the request that caused it can act
   * itself. With 0 the policy acts at once.
   */
  minAgeMs: number;
  /**
   * Acts on an event. `key` is the idempotency key for its commands: always the same for the same event. `stopping` is
   * aborted when the process stops; it then waits a few seconds for the act to end.
   */
  act: (event: RecordedEvent, key: string, stopping: AbortSignal) => Promise<void>;
}>;
