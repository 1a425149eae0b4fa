import { afterEach, beforeEach } from 'mocha';
import { type Client, clientOf, signIn } from './client.ts';
import { startTestApp, type TestApp } from './test-app.ts';

/** Somebody signed in. */
export type Person = Client & Readonly<{ id: string; email: string }>;
type Account = Parameters<TestApp['register']>[0];

export type Used = Readonly<{
  app: TestApp;
  /** Without a cookie. */
  anyone: Client;
  /** An ordinary account, registered and signed in. */
  person: (email?: string, account?: Omit<Account, 'email'>) => Promise<Person>;
  /** One with the flag. */
  superuser: (email?: string) => Promise<Person>;
}>;

/** An app for each test of the suite. */
export function useApp(): Used {
  const own: { app?: TestApp } = {};
  beforeEach(async () => {
    own.app = await startTestApp();
  });
  afterEach(() => own.app?.[Symbol.asyncDispose]());
  const app = () => {
    if (!own.app) throw new Error('The app is not there yet');
    return own.app;
  };
  const person: Used['person'] = (email = 'athlete@example.com', account = {}) =>
    personIn(app(), { ...account, email });
  return {
    get app() {
      return app();
    },
    get anyone() {
      return clientOf(app());
    },
    person,
    superuser: (email = 'root@example.com') => person(email, { isSuperuser: true }),
  };
}

/** Registers an account, as the command line would, and signs it in. */
export async function personIn(app: TestApp, account: Account): Promise<Person> {
  const id = await app.register(account);
  return { ...(await signIn(app, account.email)), id, email: account.email };
}
