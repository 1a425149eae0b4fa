import { expect } from 'chai';
import { checkSignIn } from '../../src/http/check-sign-in.ts';
import type { Dependencies } from '../../src/http/dependencies.ts';
import type { Caller } from '../../src/http/guards.ts';

const account = { id: 'a', roleSlug: 'fitness-trainer', isSuperuser: true };
const caller = { account, generation: 0, credential: { kind: 'cookie', authSession: 's' } } as unknown as Caller;

/** The code of the refusal of the caller, whose account has become `now`; null when the caller is admitted. */
async function refusalOf(now: Partial<typeof account> | null, guard: 'user' | 'trainer' | 'superuser', session = 's') {
  const present = now && { kind: 'present', document: { ...account, ...now }, signedOutAt: 0 };
  const deps = { gate: { account: async () => present }, authSessions: { list: async () => [{ id: session }] } };
  return checkSignIn(deps as unknown as Dependencies, caller, guard).then(
    () => null,
    (error) => error.code,
  );
}

describe('a caller whose request has lasted long', () => {
  it('is admitted with the sign-in and the permission that it had', async () => {
    for (const guard of ['user', 'trainer', 'superuser'] as const) expect(await refusalOf({}, guard)).to.equal(null);
  });

  it('is refused when the account is no longer active, and when the sign-in has ended', async () => {
    expect(await refusalOf(null, 'user')).to.equal('not-signed-in');
    expect(await refusalOf({}, 'user', 'another')).to.equal('not-signed-in');
  });

  it('is refused without the role or the flag that the guard asks for', async () => {
    const ordinary = { roleSlug: 'application-access', isSuperuser: false };
    expect(await refusalOf(ordinary, 'user')).to.equal(null);
    expect(await refusalOf(ordinary, 'trainer')).to.equal('not-permitted');
    expect(await refusalOf(ordinary, 'superuser')).to.equal('not-permitted');
  });
});
