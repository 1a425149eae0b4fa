import { type Client, signIn, signUpAndIn } from './client.ts';
import type { NewAccount, TestApp } from './test-app.ts';

/** A signed-in account. */
export type Person = Client & Readonly<{ id: string; email: string }>;

/** Registers an account as the command line does, and signs it in. */
export async function registerAndSignIn(app: TestApp, account: NewAccount): Promise<Person> {
  const id = await app.register(account);
  return { ...(await signIn(app, account.email)), id, email: account.email };
}

/** One signed-in caller of each kind. */
export type Cast = Readonly<{ athlete: Client; stranger: Client; trainer: Client; superuser: Client }>;

export const createCast = async (app: TestApp): Promise<Cast> => ({
  athlete: await signUpAndIn(app),
  stranger: await signUpAndIn(app, 'stranger@example.com'),
  trainer: await registerAndSignIn(app, { email: 'trainer@example.com', role: 'fitness-trainer' }),
  superuser: await registerAndSignIn(app, { email: 'root@example.com', isSuperuser: true }),
});
