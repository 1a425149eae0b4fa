import type { Event } from './event.ts';
import type { AccountId } from './ids.ts';
import type { AccessLevel, SharingStatus } from './values.ts';

/**
 * Events with which the owner of an aggregate shares it with other accounts. Several kinds of aggregates have them. Who
 * granted an access is the actor in the metadata.
 */
export type SharingEvent =
  | Event<'SharingChanged', { status: SharingStatus }>
  /** The account has this access from now on, in place of the access that it had. */
  | Event<'AccessGranted', { accountId: AccountId; level: AccessLevel }>
  | Event<'AccessEnded', { accountId: AccountId }>;

export const sharingSchemas = { SharingChanged: 1, AccessGranted: 1, AccessEnded: 1 } as const;
