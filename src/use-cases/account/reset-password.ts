import type { ActingAs } from '../../commands/account/admission.ts';
import { present } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { AccountId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { PasswordResets } from '../../ports/password-resets.ts';
import type { AccountContext } from './account-context.ts';
import type { ActOnAccount } from './act-on-account.ts';
import type { NewCredential } from './credential.ts';
import type { ReadAccount } from './read-account.ts';

type Ports = Readonly<{ act: ActOnAccount; resets: PasswordResets }>;

/** The events after which a token that was offered before is invalid. */
const endingEvents: ReadonlySet<string> = new Set<AccountEvent['type']>([
  ...(['PasswordChanged', 'AccountDeactivated', 'SignedOutEverywhere', 'EmailChanged', 'AccountErased'] as const),
]);

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
  /** Refuses the new password when the account must not have it; the token stays valid then. */
  check: (account: AccountId) => Promise<void>;
  contextOf: (account: AccountId) => AccountContext;
}>;

/** How often a redemption is decided anew because the account changes at the same moment. */
const maxAttempts = 4;

/**
 * Redeems a one-time token: sets a new password for its account. Refuses with `reset-token-invalid` an unknown token,
 * and one whose account was secured in another way since the offer. The log decides that, so that no crash or outage
 * leaves a token valid.
 */
export const createRedeemPasswordReset =
  ({ act, resets, store }: Ports & Readonly<{ store: Pick<EventStore, 'read'> }>) =>
  async ({ token, credential, check, contextOf }: PasswordRedemption): Promise<AccountId> => {
    const account = await resets.take(token);
    if (!account) throw invalidToken();
    try {
      await redeem(account);
    } catch (error) {
      if (error instanceof DomainError && ['account-not-found', 'reset-token-invalid'].includes(error.code)) {
        await resets.forget(account);
        throw invalidToken();
      }
      await resets.giveBack(token);
      throw error;
    }
    await resets.forget(account);
    return account;

    /** Sets the password at exactly the revision at which the token was found valid. */
    async function redeem(account: AccountId, attempt = 1): Promise<void> {
      const ifRevision = await revisionWithOffer(account);
      await check(account);
      try {
        await act(account, [], { ...contextOf(account), ifRevision }, { ...credential, as: 'self' });
      } catch (error) {
        const hasChanged = error instanceof DomainError && error.code === 'revision-mismatch';
        if (!hasChanged || attempt === maxAttempts) throw hasChanged ? concurrentChange() : error;
        await redeem(account, attempt + 1);
      }
    }

    /** The account's revision. Refuses when the last offer is missing or was ended by a later event. */
    async function revisionWithOffer(account: AccountId): Promise<number> {
      const types = (await store.read(streamOf('account', account))).map(({ type }) => type);
      const offered = types.lastIndexOf('PasswordResetOffered');
      if (offered < 0 || types.slice(offered).some((type) => endingEvents.has(type))) throw invalidToken();
      return types.length - 1;
    }
  };

const concurrentChange = () =>
  new DomainError('concurrent-change', 'The account is changing at the same moment. Try again shortly.');

const invalidToken = (): DomainError => new DomainError('reset-token-invalid', 'The token is invalid or has expired.');
