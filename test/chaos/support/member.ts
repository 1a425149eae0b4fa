import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { AccountId, CredentialId, Owner } from '../../../src/events/ids.ts';
import { laneOf } from '../../../src/projections/core/lanes.ts';
import { type Client, clientOf, cookiesOf, password, signIn } from '../../http/support/client.ts';
import type { Installation } from './installation.ts';
import type { Role } from './role.ts';

/** A signed-in account. Its cookies are valid at every API process. */
export type Member = Readonly<{ account: string; email: string; cookie: string }>;

/** The number of lanes that an installation has by default. */
export const laneCount = 4;

/** An email address that no other suite uses. */
export const uniqueEmail = (name: string): string => `${name}-${randomUUID().slice(0, 8)}@example.com`;

/** A client without cookies for an API process. */
export const anonymousAt = (api: Role): Client => clientOf({ origin: api.address() });

/** A client with the member's cookies for an API process, at the address that the process has now. */
export const clientAt = (api: Role, { cookie }: Pick<Member, 'cookie'>): Client =>
  clientOf({ origin: api.address() }, cookie);

export async function signUp(api: Role, email = uniqueEmail('member')): Promise<Member> {
  const { json, status } = await anonymousAt(api).post('/access/signup', {
    email,
    password,
    confirmPassword: password,
  });
  expect(status).to.equal(201);
  const form = { method: 'POST', raw: new URLSearchParams({ username: email, password }) };
  const signedIn = await anonymousAt(api).ask('/access/signin', form);
  expect(signedIn.status).to.equal(204);
  return { account: json.id, email, cookie: cookiesOf(signedIn) };
}

export const laneOfMember = ({ account }: Member): number => laneOf(account as Owner, laneCount);

/** Signs up accounts until the lane of one satisfies `isWanted`; returns that one. */
export async function signUpInLane(api: Role, isWanted: (lane: number) => boolean): Promise<Member> {
  for (;;) {
    const member = await signUp(api);
    if (isWanted(laneOfMember(member))) return member;
  }
}

/** Starts a training session for the member, after aborting an active one. Returns the session's path. */
export async function startSession(api: Role, member: Member, body: object = {}): Promise<string> {
  const { status, json, text } = await clientAt(api, member).post('/training-sessions?replace=abort', {
    timezone: 'UTC',
    ...body,
  });
  expect(status, text).to.equal(201);
  return `/training-sessions/${json.id}`;
}

/** Registers a superuser inside this process, because no HTTP route does that, and signs in at the API process. */
export async function signInSuperuser({ connect }: Installation, api: Role): Promise<Client> {
  await using app = await connect();
  const { register, ids, clock } = app;
  const email = uniqueEmail('superuser');
  const [accountId, id, correlationId] = [ids.make() as AccountId, ids.make() as CredentialId, ids.make()];
  await register(
    { accountId, email, name: null, isSuperuser: true, credential: { id, password }, as: 'operator' },
    {
      actor: { id: 'operator', role: 'system', via: 'cli' },
      ...{ by: accountId, correlationId, causationId: correlationId, receivedAt: clock() },
    },
  );
  return signIn({ origin: api.address() }, email);
}
