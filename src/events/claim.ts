import type { Event } from './event.ts';
import type { ClaimScope } from './values.ts';

/**
 * The stream has lost a uniqueness claim that it had taken but did not use. Because of this event, a slow append to the
 * stream conflicts, so that its command has to claim again. `key` is the keyed hash of the claimed name.
 */
export type ClaimLapsed = Event<'ClaimLapsed', { scope: ClaimScope; key: string }>;
