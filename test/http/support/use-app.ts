import { afterEach, beforeEach } from 'mocha';
import { type Client, clientOf } from './client.ts';
import { type Person, registerAndSignIn } from './people.ts';
import { type AppOptions, type NewAccount, startTestApp, type TestApp } from './test-app.ts';

export type UsedApp = Readonly<{
  app: TestApp;
  /** A client that is not signed in. */
  anyone: Client;
  /** Registers an account, signs it in and returns its client. */
  person: (email?: string, account?: Omit<NewAccount, 'email'>) => Promise<Person>;
  superuser: (email?: string) => Promise<Person>;
}>;

/** Starts an app for each test of the suite. */
export function useApp(options: AppOptions = {}): UsedApp {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp(options);
  });
  afterEach(() => app[Symbol.asyncDispose]());
  const person: UsedApp['person'] = (email = 'athlete@example.com', account = {}) =>
    registerAndSignIn(app, { ...account, email });
  return {
    get app() {
      return app;
    },
    get anyone() {
      return clientOf(app);
    },
    person,
    superuser: (email = 'root@example.com') => person(email, { isSuperuser: true }),
  };
}
