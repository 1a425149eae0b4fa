import type { Account, ActingAs } from '../../commands/account/state.ts';
import type { Context, Outcome } from '../../commands/execute.ts';
import type { AccountId, Owner } from '../../events/ids.ts';
import type { AuthSessions } from '../../ports/auth-sessions.ts';
import type { UniquenessClaims } from '../../ports/claims.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { Keys } from '../../ports/keys.ts';
import type { PasswordResets } from '../../ports/password-resets.ts';
import type { Snapshots } from '../../ports/snapshots.ts';
import type { ActOnAccount } from './act-on-account.ts';

type Outside = Readonly<{
  keys: Keys;
  credentials: Credentials;
  authSessions: AuthSessions;
  resets: PasswordResets;
  claims: UniquenessClaims;
  snapshots: Snapshots;
}>;

/**
 * Destroys what stands outside the log of an account that was erased: first the key, by which all of its texts turn unreadable.
 * May be done again at any time, also after a restore has brought something back.
 */
export const createForgetAccount =
  ({ keys, credentials, authSessions, resets, claims, snapshots }: Outside) =>
  async (account: AccountId): Promise<void> => {
    await keys.destroy(account);
    await credentials.forget(account);
    await resets.forget(account);
    await authSessions.forget(account);
    await claims.forget(account);
    await snapshots.renew(account);
  };

type Ports = Readonly<{
  act: ActOnAccount;
  forget: (account: AccountId) => Promise<void>;
  /** Settles once every read model has taken in an owner's events up to a position; else `read-model-behind`. */
  hasTakenIn: (question: Readonly<{ owner: Owner; position: bigint }>) => Promise<void>;
}>;

export type EraseAccount = (
  account: AccountId,
  as: ActingAs,
  context: Omit<Context, 'owner'>,
) => Promise<Outcome<Account>>;

/** Erases an account with its history, and answers once nothing of it can be read any more. */
export const createEraseAccount =
  ({ act, forget, hasTakenIn }: Ports): EraseAccount =>
  async (account, as, context) => {
    const outcome = await act(account, [{ type: 'EraseAccount', as, data: {} }], context);
    await forget(account);
    await hasTakenIn({ owner: outcome.owner, position: outcome.position });
    return outcome;
  };
