import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import type { AccountEvent } from '../../../src/events/account.ts';
import type { RecordedEvent } from '../../../src/events/event.ts';
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

const offer = { type: 'PasswordResetOffered' } as RecordedEvent;

describe('a password reset of an account that changes at the same moment', () => {
  const credential = { id: firstCredentialId, password: 'N3w&Password' };
  /** Redeems a token while `later` is appended between the check of the token and the change of the password. */
  async function redeemBeside(later: AccountEvent['type']) {
    const resets = createInMemoryResets();
    const token = await resets.offer(athlete);
    const events = [offer];
    const revisions: unknown[] = [];
    const act: ActOnAccount = async (_id, _acts, { ifRevision }) => {
      revisions.push(ifRevision);
      if (events.length === 1) events.push({ type: later } as RecordedEvent);
      if (ifRevision !== events.length - 1) throw new DomainError('revision-mismatch', 'Changed.');
      return { presence: { kind: 'gone' }, revision: 2, owner: athlete, position: 3n, events: 1, isRepetition: false };
    };
    const redeem = createRedeemPasswordReset({ act, resets, store: { read: async () => [...events] } });
    const code = await codeOf(redeem({ token, credential, check: async () => {}, contextOf: () => context }));
    return { code, revisions, isSpent: (await resets.take(token)) === null };
  }

  it('is decided anew, and refused when the change ends the token', async () => {
    const refused = { code: 'reset-token-invalid', revisions: [0], isSpent: true };
    expect(await redeemBeside('PasswordChanged')).to.deep.equal(refused);
    expect(await redeemBeside('EmailChanged')).to.deep.equal(refused);
  });

  it('is decided anew, and sets the password when the change is another one', async () => {
    expect(await redeemBeside('AccountRenamed')).to.deep.equal({ code: 'done', revisions: [0, 1], isSpent: true });
  });
});

describe('a password reset of an erased account', () => {
  const refusing: ActOnAccount = async () => {
    throw new DomainError('account-not-found', 'No such account.');
  };
  const redeem = (resets: ReturnType<typeof createInMemoryResets>, token: string) => {
    const credential = { id: firstCredentialId, password: 'N3w&Password' };
    const redeemWith = createRedeemPasswordReset({ act: refusing, resets, store: { read: async () => [offer] } });
    return codeOf(redeemWith({ token, credential, check: async () => {}, contextOf: () => context }));
  };

  it('is refused, and its token deleted, when the erasure happens during the request', async () => {
    const resets = createInMemoryResets();
    let offered = '';
    const offer = createOfferPasswordReset({
      act: async () => ({
        presence: { kind: 'gone' } as const,
        revision: 1,
        owner: athlete,
        position: 2n,
        events: 1,
        isRepetition: false,
      }),
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
