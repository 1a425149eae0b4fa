import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId } from '../../../src/events/ids.ts';
import { defaultRole } from '../../../src/events/values.ts';
import type { ActOnAccount } from '../../../src/use-cases/account/act-on-account.ts';
import { createOfferPasswordReset, createRedeemPasswordReset } from '../../../src/use-cases/account/reset-password.ts';
import { createInMemoryResets } from '../../http/support/in-memory-account-ports.ts';
import { athlete, firstCredentialId, noon } from '../../support/specification.ts';
import { codeOf } from '../support/code-of.ts';

const context = {
  actor: { id: athlete, role: defaultRole, via: 'http' } as const,
  ...{ by: athlete, correlationId: 'request', causationId: 'request', receivedAt: noon },
};

describe('a password reset of an erased account', () => {
  const refusing: ActOnAccount = async () => {
    throw new DomainError('account-not-found', 'No such account.');
  };
  const redeem = (resets: ReturnType<typeof createInMemoryResets>, token: string) => {
    const credential = { id: firstCredentialId, password: 'N3w&Password' };
    return codeOf(
      createRedeemPasswordReset({ act: refusing, resets })({ token, credential, contextOf: () => context }),
    );
  };

  it('is refused, and its token deleted, when the erasure happens during the request', async () => {
    const resets = createInMemoryResets();
    let offered = '';
    const offer = createOfferPasswordReset({
      act: async () => ({ presence: { kind: 'gone' } as const, revision: 1, owner: athlete, position: 2n, events: 1 }),
      resets: {
        ...resets,
        async offer(account: AccountId) {
          // Simulates that the account is erased at this moment, which deletes the account's password reset tokens.
          await resets.forget(account);
          offered = await resets.offer(account);
          return offered;
        },
      },
      readAccount: async () => ({ fold: { kind: 'gone' } as const, revision: 2 }),
    });
    expect(await codeOf(offer(athlete, 'superuser', context))).to.equal('account-not-found');
    expect(await resets.take(offered)).to.equal(null);
  });

  it('refuses a token with reset-token-invalid, also the second time', async () => {
    const resets = createInMemoryResets();
    const token = await resets.offer(athlete);
    for (let time = 0; time < 2; time += 1) expect(await redeem(resets, token)).to.equal('reset-token-invalid');
  });
});
