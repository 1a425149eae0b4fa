import { clientOf, cookiesOf, password } from './client.ts';
import { type Owner, placeholderOf } from './fuzz-placeholders.ts';
import { marksOf } from './fuzz-things.ts';
import { type Person, registerAndSignIn } from './people.ts';
import type { NewAccount, TestApp } from './test-app.ts';

export type Name = 'ana' | 'bea' | 'root';

/** The app, the accounts and the ids that the random requests of a fuzz test can refer to. */
export type Things = Readonly<{
  app: TestApp;
  /** The ids of existing things, by the placeholder that requests contain in their place. */
  ids: Map<string, string>;
  people: Map<Name, Person>;
  /** Returns a new number at each call, to make names that must be unique. */
  unique: () => number;
}>;

export const idOf = ({ ids }: Things, owner: Owner, kind: string): string => ids.get(placeholderOf(owner, kind)) ?? '';

export const remember = ({ ids }: Things, owner: Owner, kind: string, id: unknown): void =>
  void ids.set(placeholderOf(owner, kind), String(id));

export function personOf({ people }: Things, name: Name): Person {
  const person = people.get(name);
  if (!person) throw new Error(`${name} is not registered`);
  return person;
}

/** The superuser is a trainer too, so that it gets to the end of the routes of trainers. */
const accounts: Readonly<Record<Name, Omit<NewAccount, 'email'>>> = {
  ana: {},
  bea: {},
  root: { isSuperuser: true, role: 'fitness-trainer' },
};

export async function register(things: Things, name: Name): Promise<void> {
  const email = `${name}${things.unique()}@example.com`;
  const account = { ...accounts[name], email, name: marksOf(name).account };
  await setPerson(things, name, await registerAndSignIn(things.app, account));
}

/**
 * Signs a test person in again if the auth session has ended. If signing in fails, registers a new account for the
 * person.
 */
export async function restorePerson(things: Things, name: Name): Promise<void> {
  const person = personOf(things, name);
  if ((await person.get('/access/me')).status === 200) return;
  const raw = new URLSearchParams({ username: person.email, password });
  const answer = await clientOf(things.app).ask('/access/signin', { method: 'POST', raw });
  if (answer.status !== 204) await register(things, name);
  else await setPerson(things, name, { ...person, ...clientOf(things.app, cookiesOf(answer)) });
}

async function setPerson(things: Things, name: Name, person: Person): Promise<void> {
  things.people.set(name, person);
  remember(things, name, 'email', person.email);
  remember(things, name, 'auth session', (await person.get('/access/sessions')).json[0].id);
}
