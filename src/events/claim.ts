import type { Event } from './event.ts';
import type { ClaimScope } from './values.ts';

/**
 * The stream has lost a uniqueness claim that it had taken but did not use. The event makes a slow append of the stream
 * conflict, so that its writer has to claim again. `key` is the keyed hash of the name.
 */
export type ClaimLapsed = Event<'ClaimLapsed', { scope: ClaimScope; key: string }>;
