import { expect } from 'chai';
import type { Scope } from '../../../src/events/token-values.ts';
import { type Client, programOf, signIn } from './client.ts';
import type { NewAccount, TestApp } from './test-app.ts';

/** The client of a signed-in account, with the account's id and email address. */
export type Person = Client & Readonly<{ id: string; email: string }>;

/** Registers an account as the command line does, and signs it in. */
export async function registerAndSignIn(app: TestApp, account: NewAccount): Promise<Person> {
  const id = await app.register(account);
  return { ...(await signIn(app, account.email)), id, email: account.email };
}

/** Creates a personal access token of a person, and returns a client that sends it, with the token's id. */
export async function createProgram(
  app: TestApp,
  person: Client,
  scopes: readonly Scope[],
): Promise<Client & Readonly<{ id: string; token: string }>> {
  const created = await person.post('/access/tokens', { name: 'Program', scopes });
  expect(created.status).to.equal(201);
  const { id, token } = created.json;
  return { ...programOf(app, token), id, token };
}

/** One signed-in caller of each kind. */
export type Cast = Readonly<{ athlete: Client; stranger: Client; trainer: Client; superuser: Client }>;

export async function createCast(app: TestApp): Promise<Cast> {
  const [athlete, stranger, trainer, superuser] = await Promise.all([
    registerAndSignIn(app, { email: 'athlete@example.com' }),
    registerAndSignIn(app, { email: 'stranger@example.com' }),
    registerAndSignIn(app, { email: 'trainer@example.com', role: 'fitness-trainer' }),
    registerAndSignIn(app, { email: 'root@example.com', isSuperuser: true }),
  ]);
  return { athlete, stranger, trainer, superuser };
}
