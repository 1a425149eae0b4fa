import type { Acting } from '../../commands/account/admission.ts';
import type { Account } from '../../commands/account/state.ts';
import type { Outcome } from '../../commands/execute.ts';
import type { AccountId } from '../../events/ids.ts';
import type { AppGrants } from '../../ports/app-grants.ts';
import type { AuthSessions } from '../../ports/auth-sessions.ts';
import type { UniquenessClaims } from '../../ports/claims.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { DataReads } from '../../ports/data-reads.ts';
import type { Keys } from '../../ports/keys.ts';
import type { PasswordResets } from '../../ports/password-resets.ts';
import type { PersonalTokens } from '../../ports/personal-tokens.ts';
import type { WaitUntilProjected } from '../../ports/projected.ts';
import type { Quotas } from '../../ports/quotas.ts';
import type { Snapshots } from '../../ports/snapshots.ts';
import type { Webhooks } from '../../ports/webhooks.ts';
import type { AccountContext } from './account-context.ts';
import type { ActOnAccount } from './act-on-account.ts';

type Stores = Readonly<{
  keys: Keys;
  credentials: Credentials;
  authSessions: AuthSessions;
  personalTokens: Pick<PersonalTokens, 'forget'>;
  appGrants: Pick<AppGrants, 'forget'>;
  resets: PasswordResets;
  claims: UniquenessClaims;
  quotas: Pick<Quotas, 'forget'>;
  snapshots: Snapshots;
  webhooks: Pick<Webhooks, 'forget'>;
  dataReads: Pick<DataReads, 'forget'>;
}>;

/**
 * Deletes everything about an erased account that is stored outside the log. The data key is destroyed first: without
 * it, no personal data in events is readable. Can be repeated at any time, for example after a restored backup.
 */
export const createForgetAccount =
  ({
    keys,
    credentials,
    authSessions,
    personalTokens,
    appGrants,
    resets,
    claims,
    quotas,
    snapshots,
    webhooks,
    dataReads,
  }: Stores) =>
  async (account: AccountId): Promise<void> => {
    await keys.destroy(account);
    await credentials.forget(account);
    await resets.forget(account);
    await authSessions.forget(account);
    await personalTokens.forget(account);
    await appGrants.forget(account);
    await claims.forget(account);
    await quotas.forget(account);
    await webhooks.forget(account);
    await dataReads.forget(account);
    await snapshots.renew(account);
  };

type Ports = Readonly<{
  act: ActOnAccount;
  forget: (account: AccountId) => Promise<void>;
  waitUntilProjected: WaitUntilProjected;
}>;

export type EraseAccount = (account: AccountId, acting: Acting, context: AccountContext) => Promise<Outcome<Account>>;

/** Erases an account with its history. Its promise settles once no query returns any of the account's data. */
export const createEraseAccount =
  ({ act, forget, waitUntilProjected }: Ports): EraseAccount =>
  async (account, acting, context) => {
    const outcome = await act(account, [{ type: 'EraseAccount', ...acting, data: {} }], context);
    await forget(account);
    await waitUntilProjected({ owner: outcome.owner, position: outcome.position });
    return outcome;
  };
