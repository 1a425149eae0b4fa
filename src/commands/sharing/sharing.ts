import type { Presence } from '../../documents/presence.ts';
import { present } from '../../documents/presence.ts';
import { accessOf, type Shareable } from '../../documents/sharing.ts';
import { assertNever, DomainError, type Missing, notFound } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import type { SharingEvent } from '../../events/sharing.ts';
import type { Access } from '../../events/values.ts';
import { type ChangeSharing, changeSharing } from './change-sharing.ts';
import { type EndAccess, endAccess } from './end-access.ts';
import { type GrantAccess, grantAccess } from './grant-access.ts';

/** The commands with which things of several kinds are shared. Their decisions depend on the sharing only. */
export type SharingCommand = ChangeSharing | GrantAccess | EndAccess;

export function decideSharing(command: SharingCommand, document: Shareable): SharingEvent[] {
  switch (command.type) {
    case 'ChangeSharing':
      return changeSharing(command, document);
    case 'GrantAccess':
      return grantAccess(command, document);
    case 'EndAccess':
      return endAccess(command, document);
    default:
      return assertNever(command);
  }
}

/** What a sharing command needs: an account may give up its own access, all else is for the owner. */
export const neededToShare = (command: SharingCommand, by: AccountId): Access =>
  command.type === 'EndAccess' && command.data.accountId === by ? 'read' : 'owner';

/** The state of an aggregate that can be shared. `owner` is the account that it belongs or belonged to. */
export type SharedState = Readonly<{ presence: Presence<Shareable>; owner: AccountId | null }>;

const ranks: Readonly<Record<Access, number>> = { read: 1, write: 2, owner: 3 };

/**
 * Refuses what an account may not do with a shared thing. A thing that the account may not read is refused like one that
 * does not exist.
 */
export function admitToShared({ presence, owner }: SharedState, by: AccountId, needed: Access, what: Missing): void {
  if (owner !== by && presence.kind !== 'present') throw notFound(what);
  const access = accessOf(present(presence, what).document, by);
  if (access === null) throw notFound(what);
  if (ranks[access] >= ranks[needed]) return;
  throw new DomainError('access-too-low', 'It belongs to another account, which has not allowed you this.');
}
