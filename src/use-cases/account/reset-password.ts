import { type ActingAs, present } from '../../commands/account/state.ts';
import type { Context } from '../../commands/execute.ts';
import { DomainError } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import type { PasswordResets } from '../../ports/password-resets.ts';
import type { ActOnAccount } from './act-on-account.ts';
import type { createFoldAccount } from './find-account.ts';
import type { NewPassword } from './new-password.ts';

type Ports = Readonly<{ act: ActOnAccount; resets: PasswordResets }>;
type Looking = Ports & Readonly<{ foldAccount: ReturnType<typeof createFoldAccount> }>;

/** A one-time token for an account whose password is forgotten, with a note of it in the log. */
export const createOfferPasswordReset =
  ({ act, resets, foldAccount }: Looking) =>
  async (account: AccountId, as: ActingAs, context: Omit<Context, 'owner'>): Promise<string> => {
    await act(account, [{ type: 'OfferPasswordReset', as, data: {} }], context);
    const token = await resets.offer(account);
    const { fold } = await foldAccount(account);
    // Whoever erases the account at the same moment may have forgotten its tokens before there was this one.
    if (fold.kind === 'erased') await resets.forget(account);
    present(fold);
    return token;
  };

type Redemption = Readonly<{
  token: string;
  password: NewPassword;
  surroundings: (account: AccountId) => Omit<Context, 'owner'>;
}>;

/** Replaces the password by whoever holds the token, once; refuses with `reset-token-invalid`. */
export const createRedeemPasswordReset =
  ({ act, resets }: Ports) =>
  async ({ token, password, surroundings }: Redemption): Promise<AccountId> => {
    const account = await resets.take(token);
    if (!account) throw invalidToken();
    try {
      await act(account, [], surroundings(account), { ...password, as: 'self' });
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

const invalidToken = (): DomainError =>
  new DomainError('reset-token-invalid', 'This token is not valid, or not any more.');
