import type { Event, Role } from './event.ts';
import type { AccountId } from './ids.ts';

/** Facts of one account. Credentials and tokens never are. */
export type AccountEvent =
  | Event<
      'AccountRegistered',
      {
        accountId: AccountId;
        isActive: boolean;
        isSuperuser: boolean;
        role: Role;
        personal: { email: string; name: string | null };
      }
    >
  | ClaimLapsed;

/** Somebody else took a name this stream had reserved but never used; a stalled writer has to claim again. */
export type ClaimLapsed = Event<'ClaimLapsed', { scope: string; key: string }>;
