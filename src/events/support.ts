import type { Event, EventTypes } from './event.ts';
import type { AccountId, Instant, SupportAccessId } from './ids.ts';
import type { SupportSide } from './support-values.ts';

/**
 * Events of one support access: for an hour, a superuser may read the history of an athlete. The stream belongs to the
 * athlete, who is told of it like of every change of the own data.
 */
export type SupportEvent =
  | SupportAccessOpened
  /** One side has ended it before its time. */
  | Event<'SupportAccessEnded', { by: SupportSide }>;

export type SupportAccessOpened = Event<
  'SupportAccessOpened',
  {
    supportAccessId: SupportAccessId;
    athleteId: AccountId;
    superuserId: AccountId;
    expiresAt: Instant;
    personal: { reason: string };
  }
>;

export const supportEvents = {
  name: 'support access',
  feed: { deletions: false },
  schemas: { SupportAccessOpened: 1, SupportAccessEnded: 1 },
  endings: [],
} as const satisfies EventTypes<SupportEvent>;
