import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, Instant } from '../events/ids.ts';
import type { SharingEvent } from '../events/sharing.ts';
import type { Access, AccessLevel, SharingStatus } from '../events/values.ts';

/** The access that an account has, and since when. */
export type Grant = Readonly<{ accountId: AccountId; level: AccessLevel; grantedAt: Instant }>;

/**
 * How a thing is shared: members of its document. `access` says what the account that reads the document may do. Others
 * than the owner see no grants.
 */
export type Sharing = Readonly<{ access: Access; sharing: SharingStatus; grants: readonly Grant[] }>;

/** A document of a thing that can be shared. */
export type Shareable = Sharing & Readonly<{ userId: AccountId }>;

export const notShared: Sharing = { access: 'owner', sharing: 'private', grants: [] };

/** What an event changes of how a thing is shared. */
export function sharingChanges({ grants }: Sharing, event: StreamEvent<SharingEvent>): Partial<Sharing> {
  switch (event.type) {
    case 'SharingChanged':
      return { sharing: event.data.status };
    case 'AccessGranted': {
      const grant = { ...event.data, grantedAt: event.metadata.receivedAt };
      const known = grants.some(({ accountId }) => accountId === grant.accountId);
      if (!known) return { grants: [...grants, grant] };
      return { grants: grants.map((each) => (each.accountId === grant.accountId ? grant : each)) };
    }
    case 'AccessEnded':
      return { grants: grants.filter(({ accountId }) => accountId !== event.data.accountId) };
    default:
      return assertNever(event);
  }
}

/** What an account may do with a thing; null if it may not even know that the thing exists. */
export function accessOf({ userId, sharing, grants }: Shareable, account: AccountId): Access | null {
  if (account === userId) return 'owner';
  if (sharing === 'private') return null;
  return grants.find(({ accountId }) => accountId === account)?.level ?? (sharing === 'public' ? 'read' : null);
}

/** The document as an account sees it that may read it. */
export function shownTo<Document extends Shareable>(document: Document, account: AccountId): Document {
  const access = accessOf(document, account);
  return access === 'owner' ? document : { ...document, access: access ?? 'read', grants: [] };
}
