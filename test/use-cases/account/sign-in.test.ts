import { expect } from 'chai';
import type { PresentAccount } from '../../../src/documents/account.ts';
import type { AuthSessionId } from '../../../src/events/ids.ts';
import { createSignIn } from '../../../src/use-cases/account/sign-in.ts';
import { athlete, firstPassword, noon } from '../../support/specification.ts';

const password = 'right';
const account = (isActive: boolean): PresentAccount => ({
  kind: 'present',
  document: {
    ...{ id: athlete, name: null, email: 'ada@example.com', isActive, isSuperuser: false, createdAt: noon },
    ...{ roleName: 'Application Access', roleSlug: 'application-access', updatedAt: noon },
  },
  credentialId: firstPassword,
  signedOutAt: 4,
});

describe('signing in', () => {
  /** Notes what is verified and opened. */
  const signInTo = async (found: PresentAccount | null, text: string) => {
    const done: string[] = [];
    const signIn = createSignIn({
      findAccount: async () => found,
      credentials: {
        ...{ keep: async () => {}, discard: async () => {}, retire: async () => {}, forget: async () => {} },
        async verify(credential, given) {
          done.push(`verify ${credential ? credential.id : 'nothing'}`);
          return credential !== null && given === password;
        },
      },
      authSessions: {
        ...{ rotate: async () => null, end: async () => false, list: async () => [], forget: async () => {} },
        async open(id, generation) {
          done.push(`open ${generation}`);
          const ids = { accessId: 'access', refreshId: 'refresh' };
          return { authSession: 'family' as AuthSessionId, account: id, generation, ...ids, issuedAt: 0 };
        },
      },
    });
    const signed = await signIn({ email: 'ada@example.com', password: text, userAgent: null });
    return [signed?.account.id ?? null, ...done];
  };

  it('opens a family of the account’s generation', async () => {
    expect(await signInTo(account(true), password)).to.deep.equal([athlete, `verify ${firstPassword}`, 'open 4']);
  });

  it('does equal work for a wrong password, an unknown address and an inactive account', async () => {
    expect(await signInTo(account(true), 'wrong')).to.deep.equal([null, `verify ${firstPassword}`]);
    expect(await signInTo(null, password)).to.deep.equal([null, 'verify nothing']);
    expect(await signInTo(account(false), password)).to.deep.equal([null, `verify ${firstPassword}`]);
  });
});
