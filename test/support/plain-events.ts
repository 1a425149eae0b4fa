import { type Fold, replay } from '../../src/documents/presence.ts';
import type { AnyEvent, RecordedEvent } from '../../src/events/event.ts';
import type { SealedEvent } from '../../src/ports/log.ts';

/** Passes an unencrypted event off as a sealed one, for code that expects a sealed one. */
export const sealPlainly = (event: RecordedEvent): SealedEvent => event as unknown as SealedEvent;

/**
 * Returns the unencrypted event that `sealPlainly` passed off as sealed. For a really sealed event, the texts are
 * ciphertexts.
 */
export const readPlainly = (event: SealedEvent): RecordedEvent => event as unknown as RecordedEvent;

/** Folds events that a test has written without encryption. */
export const replayPlainly = <State, Event extends AnyEvent>(
  fold: Fold<State, Event>,
  events: readonly (RecordedEvent | SealedEvent)[],
): State => replay(fold, events as unknown as readonly RecordedEvent[]);
