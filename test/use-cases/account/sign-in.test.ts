import { expect } from 'chai';
import type { PresentAccount } from '../../../src/documents/account.ts';
import type { AuthSessionId } from '../../../src/events/ids.ts';
import { createSignIn } from '../../../src/use-cases/account/sign-in.ts';
import { athlete, firstCredentialId, noon } from '../../support/specification.ts';

const password = 'right';
const account = (isActive: boolean): PresentAccount => ({
  kind: 'present',
  document: {
    ...{ id: athlete, name: null, email: 'ada@example.com', isActive, isSuperuser: false, createdAt: noon },
    ...{ roleName: 'Application Access', roleSlug: 'application-access', updatedAt: noon },
  },
  credentialId: firstCredentialId,
  signedOutAt: 4,
});

describe('the use case sign in', () => {
  /**
   * Signs in to an account. Returns the account and the recorded calls to the ports for credentials and auth sessions.
   */
  const signInTo = async (found: PresentAccount | null, text: string) => {
    const calls: string[] = [];
    const signIn = createSignIn({
      findAccount: async () => found,
      credentials: {
        ...{ keep: async () => {}, discard: async () => {}, retire: async () => {}, forget: async () => {} },
        async verify(credential, given) {
          calls.push(`verify ${credential ? credential.id : 'nothing'}`);
          return credential !== null && given === password;
        },
      },
      authSessions: {
        ...{ rotate: async () => null, end: async () => false, list: async () => [], forget: async () => {} },
        async open(id, generation) {
          calls.push(`open ${generation}`);
          const ids = { accessId: 'access', refreshId: 'refresh' };
          return { authSession: 'family' as AuthSessionId, account: id, generation, ...ids, issuedAt: 0 };
        },
      },
    });
    const signed = await signIn({ email: 'ada@example.com', password: text, userAgent: null });
    return [signed?.account.id ?? null, ...calls];
  };

  it('opens an auth session of the account’s generation', async () => {
    expect(await signInTo(account(true), password)).to.deep.equal([athlete, `verify ${firstCredentialId}`, 'open 4']);
  });

  it('does equal work for a wrong password, an unknown address and an inactive account, and returns null', async () => {
    expect(await signInTo(account(true), 'wrong')).to.deep.equal([null, `verify ${firstCredentialId}`]);
    expect(await signInTo(null, password)).to.deep.equal([null, 'verify nothing']);
    expect(await signInTo(account(false), password)).to.deep.equal([null, `verify ${firstCredentialId}`]);
  });
});
