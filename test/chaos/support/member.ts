import { expect } from 'chai';
import type { AccountId, CredentialId } from '../../../src/events/ids.ts';
import { clientOf, password } from '../../http/support/client.ts';
import type { Installation } from './installation.ts';
import type { Role } from './role.ts';

/** Somebody with an account, signed in at every API process. */
export type Member = Readonly<{ account: string; cookie: string }>;

export async function signUp(api: Role | undefined, email: string): Promise<Member> {
  const anyone = clientOf({ origin: api?.address() ?? '' });
  const { json, status } = await anyone.post('/access/signup', { email, password, confirmPassword: password });
  expect(status).to.equal(201);
  const form = { method: 'POST', raw: new URLSearchParams({ username: email, password }) };
  const signedIn = await anyone.ask('/access/signin', form);
  expect(signedIn.status).to.equal(204);
  const cookies = signedIn.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  return { account: json.id, cookie: cookies.join('; ') };
}

/** The member's client at one API process, where that listens now. */
export const at = (api: Role, { cookie }: Member) => clientOf({ origin: api.address() }, cookie);

/** Makes a superuser with the test's password, which no route does for nobody. */
export async function registerSuperuser({ core }: Pick<Installation, 'core'>, email: string): Promise<void> {
  const { register, ids, clock } = await core();
  const [accountId, id, correlationId] = [ids.make() as AccountId, ids.make() as CredentialId, ids.make()];
  await register(
    { accountId, email, name: null, isSuperuser: true, credential: { id, password: password }, as: 'operator' },
    {
      actor: { id: 'operator', role: 'system', via: 'cli' },
      ...{ by: accountId, correlationId, causationId: correlationId, receivedAt: clock() },
    },
  );
}
