import type { RecordedEvent } from '../../src/events/event.ts';
import type { SealedEvent } from '../../src/ports/log.ts';

/** Passes an unencrypted event to code that expects a sealed one. */
export const sealPlainly = (event: RecordedEvent): SealedEvent => event as unknown as SealedEvent;

/** Reads an event of `sealPlainly`, or shows the ciphertext of a really sealed one. */
export const readPlainly = (event: SealedEvent): RecordedEvent => event as unknown as RecordedEvent;
