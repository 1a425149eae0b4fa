import { authSessionId, email } from '../../../src/http/access/examples.ts';
import { accountId } from '../../../src/http/examples.ts';
import { catalogueId, exerciseId } from '../../../src/http/exercises/examples.ts';
import { importId } from '../../../src/http/imports/examples.ts';
import type { Route } from '../../../src/http/route.ts';
import { entryId, sessionId, setId } from '../../../src/http/training-sessions/examples.ts';
import type { HostileRequest } from './hostile.ts';

const ownKinds = ['session', 'entry', 'set', 'import', 'auth session', 'exercise', 'email'] as const;
const sharedKinds = ['account', 'catalogue exercise', 'muscle-groups', 'equipment', 'exercise-tags'] as const;
export type Kind = (typeof ownKinds)[number] | (typeof sharedKinds)[number];
/**
 * The test person that a thing belongs to: `own` is the sender of the request, `shared` is for things of no account.
 */
export type Owner = 'own' | 'ana' | 'bea' | 'root' | 'shared';

/**
 * Returns a placeholder for an id in a request. It is replaced just before sending, because earlier requests may
 * replace the thing and its id.
 */
export const placeholderOf = (owner: Owner, kind: Kind): string => `{{${owner} ${kind}}}`;

export const resolvePlaceholders = (text: string, asker: Owner, ids: ReadonlyMap<string, string>): string =>
  text.replaceAll(/\{\{(own|ana|bea|root|shared) ([a-z -]+)\}\}/g, (placeholder, owner: Owner, kind: Kind) => {
    const found = ids.get(owner === 'own' ? placeholderOf(asker, kind) : placeholder);
    return found ?? placeholder;
  });

/** The placeholders that replace the fixed ids in the example requests of routes. */
const exampleIds: Readonly<Record<string, string>> = {
  [sessionId]: placeholderOf('own', 'session'),
  [entryId]: placeholderOf('own', 'entry'),
  [setId]: placeholderOf('own', 'set'),
  [importId]: placeholderOf('own', 'import'),
  [authSessionId]: placeholderOf('own', 'auth session'),
  [exerciseId]: placeholderOf('own', 'exercise'),
  [catalogueId]: placeholderOf('shared', 'catalogue exercise'),
  [accountId]: placeholderOf('shared', 'account'),
  [email]: placeholderOf('shared', 'email'),
};

/** For each parameter of a route's path, placeholders for the ids of existing things of all test persons. */
export function knownIdsFor({ path }: Route): readonly (readonly string[])[] {
  const of = (kind: Kind) => (['own', 'ana', 'bea', 'root'] as const).map((owner) => placeholderOf(owner, kind));
  const shared = sharedKinds.map((kind) => placeholderOf('shared', kind));
  const byName: Readonly<Record<string, readonly string[]>> = { entryId: of('entry'), setId: of('set') };
  const others = [...shared, placeholderOf('shared', 'email'), ...ownKinds.flatMap(of)];
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => byName[name] ?? others);
}

/**
 * Turns the example request of a route into a request about existing things, by replacing its ids with placeholders.
 */
export function exampleRequestOf(route: Route, uniqueEmail: string): HostileRequest {
  const { path = {}, query = {}, body } = route.example.request ?? {};
  const list = /\/catalogs\/([a-z-]+)\//.exec(route.path)?.[1] as Kind | undefined;
  const parameters = Object.values(path as Record<string, string>).map((value) =>
    list ? placeholderOf('shared', list) : (exampleIds[value] ?? value),
  );
  const type = route.canBeForm ? 'application/x-www-form-urlencoded' : 'application/json';
  return {
    parameters,
    query: `?${new URLSearchParams(query as Record<string, string>)}`,
    headers: { 'content-type': type },
    body: body === undefined ? undefined : encode(body as Record<string, string>, route, uniqueEmail),
  };
}

/**
 * Encodes the body of an example request. A sign-up (`email`) gets a new email address, a sign-in (`username`) gets the
 * address of the sender.
 */
function encode(body: Readonly<Record<string, string>>, { canBeForm }: Route, uniqueEmail: string): string {
  const own = {
    ...body,
    ...('email' in body && { email: uniqueEmail }),
    ...('username' in body && { username: placeholderOf('own', 'email') }),
  };
  if (canBeForm)
    return Object.entries(own)
      .map(([name, value]) => `${name}=${encodeForm(value)}`)
      .join('&');
  return JSON.stringify(own, (_, value: unknown) => (typeof value === 'string' ? (exampleIds[value] ?? value) : value));
}

/** Encodes a form value but keeps braces and spaces, so that placeholders in it are still found. */
const encodeForm = (value: string): string =>
  encodeURIComponent(value).replaceAll('%7B', '{').replaceAll('%7D', '}').replaceAll('%20', ' ');
