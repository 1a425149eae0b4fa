import type { RecordedEvent } from '../events/event.ts';

/** "Whenever X, do Y." Acts through commands, which it has to be able to repeat. */
export type Policy = Readonly<{
  /** Names the checkpoint: under another name, everything that ever happened is acted upon again. */
  name: string;
  /** The types of events it acts upon. */
  whenever: ReadonlySet<string>;
  /** How old the event has to be; gives who caused it the time to act, in ms. */
  ageMs: number;
  /** `key` is the idempotency key of what it commands: the same one each time the event comes. */
  act: (event: RecordedEvent, key: string) => Promise<void>;
}>;
