import { type Fold, replay } from '../../src/documents/presence.ts';
import type { AnyEvent, RecordedEvent } from '../../src/events/event.ts';
import type { SealedEvent } from '../../src/ports/log.ts';

/** Passes an unencrypted event to code that expects a sealed one. */
export const sealPlainly = (event: RecordedEvent): SealedEvent => event as unknown as SealedEvent;

/** Reads an event of `sealPlainly`, or shows the ciphertext of a really sealed one. */
export const readPlainly = (event: SealedEvent): RecordedEvent => event as unknown as RecordedEvent;

/** Folds events that tests write without encryption. */
export const replayPlainly = <State, Event extends AnyEvent>(
  fold: Fold<State, Event>,
  events: readonly (RecordedEvent | SealedEvent)[],
): State => replay(fold, events as unknown as readonly RecordedEvent[]);
