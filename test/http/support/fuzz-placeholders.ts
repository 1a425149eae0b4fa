import { authSessionId, email } from '../../../src/http/access/examples.ts';

import { coachId } from '../../../src/http/coaching/examples.ts';
import { accountId } from '../../../src/http/examples.ts';
import { importId } from '../../../src/http/imports/examples.ts';
import type { Route } from '../../../src/http/route.ts';
import { type Creation, creations, idsInPath } from './creations.ts';
import type { HostileRequest } from './hostile.ts';

/**
 * The test person that a thing belongs to: `own` is the sender of the request, `shared` is for things of no account.
 */
export type Owner = 'own' | 'ana' | 'bea' | 'root' | 'shared';

/** What superusers create is for everyone; all else belongs to the person who creates it. */
export const ownerOf = ({ route }: Creation): 'own' | 'shared' => (route.guard === 'superuser' ? 'shared' : 'own');

/**
 * Returns a placeholder for an id in a request. It is replaced just before sending, because earlier requests may
 * replace the thing and its id. A kind is the id in the examples, or a name.
 */
export const placeholderOf = (owner: Owner, kind: string): string => `{{${owner} ${kind}}}`;

export const resolvePlaceholders = (text: string, asker: Owner, ids: ReadonlyMap<string, string>): string =>
  text.replaceAll(/\{\{(own|ana|bea|root|shared) ([0-9a-z -]+)\}\}/g, (placeholder, owner: Owner, kind: string) => {
    const found = ids.get(owner === 'own' ? placeholderOf(asker, kind) : placeholder);
    return found ?? placeholder;
  });

const kindsOf = (owner: 'own' | 'shared'): readonly string[] =>
  creations.filter((each) => ownerOf(each) === owner).flatMap(({ things }) => things.map(({ exampleId }) => exampleId));
const ownKinds = [...kindsOf('own'), 'import', 'auth session', 'email'];
const sharedKinds = [...kindsOf('shared'), 'account', 'coach', 'email', 'muscle-groups', 'equipment', 'exercise-tags'];

/** The placeholders that replace the fixed ids in the example requests of routes. */
const exampleIds: Readonly<Record<string, string>> = {
  ...Object.fromEntries(kindsOf('own').map((id) => [id, placeholderOf('own', id)])),
  ...Object.fromEntries(kindsOf('shared').map((id) => [id, placeholderOf('shared', id)])),
  [importId]: placeholderOf('own', 'import'),
  [authSessionId]: placeholderOf('own', 'auth session'),
  [accountId]: placeholderOf('shared', 'account'),
  [coachId]: placeholderOf('shared', 'coach'),
  [email]: placeholderOf('shared', 'email'),
};

/**
 * For each parameter of a route's path, placeholders for the ids of existing things of all test persons. A parameter
 * after the first one is for something within a thing, so only ids of its kind get further.
 */
export function knownIdsFor(route: Route): readonly (readonly string[])[] {
  const of = (kind: string) => (['own', 'ana', 'bea', 'root'] as const).map((owner) => placeholderOf(owner, kind));
  const all = [...sharedKinds.map((kind) => placeholderOf('shared', kind)), ...ownKinds.flatMap(of)];
  return idsInPath(route).map((id, index) => (index === 0 ? all : of(id)));
}

/**
 * Turns the example request of a route into a request about existing things, by replacing its ids with placeholders.
 */
export function exampleRequestOf(route: Route, uniqueEmail: string): HostileRequest {
  const { path = {}, query = {}, headers = {}, body } = route.example.request ?? {};
  const list = /\/catalogs\/([a-z-]+)\//.exec(route.path)?.[1];
  const parameters = Object.values(path as Record<string, string>).map((value) =>
    list ? placeholderOf('shared', list) : (exampleIds[value] ?? value),
  );
  const type = route.canBeForm ? 'application/x-www-form-urlencoded' : 'application/json';
  return {
    parameters,
    query: `?${queryOf(query as Record<string, string>)}`,
    headers: { ...(headers as Record<string, string>), 'content-type': type },
    body: body === undefined ? undefined : encode(body as Record<string, string>, route, uniqueEmail),
  };
}

const queryOf = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([name, value]) => `${name}=${exampleIds[value] ?? encodeURIComponent(value)}`)
    .join('&');

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
