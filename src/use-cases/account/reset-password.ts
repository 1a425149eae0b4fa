import type { ActingAs } from '../../commands/account/admission.ts';
import { present } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import type { PasswordResets } from '../../ports/password-resets.ts';
import type { AccountContext } from './account-context.ts';
import type { ActOnAccount } from './act-on-account.ts';
import type { NewCredential } from './credential.ts';
import type { ReadAccount } from './read-account.ts';

type Ports = Readonly<{ act: ActOnAccount; resets: PasswordResets }>;

/**
 * Creates a one-time token with which an account can replace a forgotten password, and records the offer in the log.
 */
export const createOfferPasswordReset =
  ({ act, resets, readAccount }: Ports & Readonly<{ readAccount: ReadAccount }>) =>
  async (account: AccountId, as: ActingAs, context: AccountContext): Promise<string> => {
    await act(account, [{ type: 'OfferPasswordReset', as, data: {} }], context);
    const token = await resets.offer(account);
    const { fold } = await readAccount(account);
    // An erasure at the same moment may have deleted the account's tokens before this token was stored, so delete them
    // again.
    if (fold.kind === 'gone') await resets.forget(account);
    present(fold, 'account');
    return token;
  };

export type PasswordRedemption = Readonly<{
  token: string;
  credential: NewCredential;
  contextOf: (account: AccountId) => AccountContext;
}>;

/**
 * Redeems a one-time token: sets a new password for its account. Refuses an invalid token with `reset-token-invalid`.
 */
export const createRedeemPasswordReset =
  ({ act, resets }: Ports) =>
  async ({ token, credential, contextOf }: PasswordRedemption): Promise<AccountId> => {
    const account = await resets.take(token);
    if (!account) throw invalidToken();
    try {
      await act(account, [], contextOf(account), { ...credential, as: 'self' });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'account-not-found') {
        await resets.forget(account);
        throw invalidToken();
      }
      await resets.giveBack(token);
      throw error;
    }
    await resets.forget(account);
    return account;
  };

const invalidToken = (): DomainError => new DomainError('reset-token-invalid', 'The token is invalid or has expired.');
