import { authSessionId } from '../../../src/http/access/examples.ts';
import { accountId } from '../../../src/http/examples.ts';
import { importId } from '../../../src/http/imports/examples.ts';
import type { Route } from '../../../src/http/route.ts';
import { routes } from '../../../src/http/routes.ts';
import { placesIn, placesOf, put, type Step, schemaOf, valueAt } from './json-places.ts';

/** A thing that routes name by its id: the id in the examples, and where the response to its creation has the id. */
type CreatedThing = Readonly<{ exampleId: string; at: readonly Step[] }>;

/** A route whose example creates things, such as a session with an entry and a set. */
export type Creation = Readonly<{
  route: Route;
  things: readonly CreatedThing[];
  /** The route that shows the first thing, or a list with it; null if there is none. */
  shownBy: Route | null;
}>;

/** Things that no example request creates: accounts, sign-ins, and what comes from a file. */
const otherIds: ReadonlySet<string> = new Set([accountId, authSessionId, importId]);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The ids in the path of a route's example, in order. */
export const idsInPath = ({ path, example }: Route): readonly string[] => {
  const values = (example.request as { path?: Readonly<Record<string, string>> } | undefined)?.path ?? {};
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => values[name] ?? '');
};

const namedIds = [...new Set(routes.flatMap(idsInPath))].filter((id) => uuid.test(id) && !otherIds.has(id));
/** Routes with fewer parameters come first, so that things are created before what is within them. */
const candidates = routes
  .filter(({ method, uploads }) => method === 'post' && !uploads)
  .toSorted((a, b) => idsInPath(a).length - idsInPath(b).length);

/** Where the example response of a route has this id as the id of a thing. */
const placeOfId = ({ example }: Route, id: string): readonly Step[] | undefined =>
  placesOf(example.response.body, id).find((steps) => steps.at(-1) === 'id');

const creates = (route: Route, id: string): boolean =>
  !idsInPath(route).includes(id) && placeOfId(route, id) !== undefined;

const thingOf = (route: Route, exampleId: string): CreatedThing => ({
  exampleId,
  at: placeOfId(route, exampleId) ?? [],
});

/** The creations of all things that routes name, each after those of the things in its path. */
export const creations: readonly Creation[] = [
  ...Map.groupBy(namedIds, (id) => candidates.find((route) => creates(route, id))),
]
  .flatMap(([route, ids]) => (route ? [{ route, things: ids.map((id) => thingOf(route, id)) }] : []))
  .map(({ route, things }) => ({ route, things, shownBy: routeShowing(route) }))
  .toSorted((a, b) => idsInPath(a.route).length - idsInPath(b.route).length);

/** The route below the path of the creation, or beside it, that shows one thing by its id; otherwise their list. */
function routeShowing({ path }: Route): Route | null {
  const gets = routes.filter(({ method }) => method === 'get');
  const paths = [`${path}/:id`, `${path.replace(/[^/]+$/, '')}:id`, path];
  return paths.map((each) => gets.find((route) => route.path === each)).find((found) => found !== undefined) ?? null;
}

/**
 * The body of a creation's example, with the text in every member of the body that may contain any text, also in those
 * that the example leaves out. An address gets the text at its end.
 */
export function bodyWith({ route }: Creation, text: string): unknown {
  const schema = route.request.body;
  const example = (route.example.request as { body?: unknown } | undefined)?.body;
  if (!schema || example === undefined) return undefined;
  return placesIn(schemaOf(schema)).reduce<unknown>((body, place) => {
    const given = valueAt(body, place);
    const isAddress = typeof given === 'string' && given.includes('://');
    const candidate = put(body, place, isAddress ? `${given}/${text}` : text);
    return schema.safeParse(candidate).success ? candidate : body;
  }, example);
}
