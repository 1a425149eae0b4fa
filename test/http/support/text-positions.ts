import type { Route } from '../../../src/http/route.ts';
import { sizeFactor } from '../../support/samples.ts';
import type { RequestOptions } from './client.ts';
import { leavesIn, propertiesOf, put, schemaOf } from './json-places.ts';
import { pathOf } from './route-names.ts';

/** A place of a request that can hold a text, and the request with a text in that place. */
export type TextPosition = Readonly<{
  name: string;
  /**
   * The lengths of texts to try: a short one that a handler may receive, and one that is so long that it is refused
   * before it reaches a handler.
   */
  lengths: Readonly<{ short?: number; long?: number }>;
  /** Positions with the same reader are read in the same way until a text reaches a handler. */
  reader: string;
  requestWith: (text: string) => Readonly<{ path: string; options: RequestOptions }>;
}>;

type Parts = Readonly<Record<string, unknown>>;

/** Node refuses a request whose address and headers have more than 16 KiB together. */
const maxHeaderText = 12_000;
/** In an address, a character takes up to nine bytes. */
const inAddress = { short: maxHeaderText / 9 };
/**
 * With three bytes per character, the short text fits into the smallest bodies. In a longer test run the long one fills the
 * largest body; a third of it is enough for quadratic work to take seconds.
 */
const inBody = { short: 5_000, long: sizeFactor > 1 ? 330_000 : 110_000 };

const headerNames = ['if-match', 'if-none-match', 'idempotency-key', 'x-consistency-token', 'origin', 'cookie'];
/** Headers that are tested together: one request has a text in each of them. */
const otherHeaders = [
  ...['x-request-id', 'user-agent', 'sec-fetch-site', 'content-type', 'content-encoding', 'accept-encoding'],
  ...['authorization', 'x-forwarded-for', 'range', 'accept', 'prefer'],
];

/** Every place of a route's request that can hold a text: headers, parameters, and members of the body at each depth. */
export function textPositionsOf(route: Route): readonly TextPosition[] {
  return [...headers(route), ...pathParameters(route), ...queryParameters(route), ...members(route), ...fields(route)];
}

function headers(route: Route): readonly TextPosition[] {
  const { path, options } = requestOf(route);
  const position = (name: string, textsOf: (text: string) => Readonly<Record<string, string>>): TextPosition => ({
    name,
    lengths: { long: maxHeaderText },
    reader: `${route.guard} ${route.method} ${route.needsIfMatch ? 'If-Match' : ''} ${name}`,
    requestWith: (text) => ({ path, options: { ...options, headers: { ...options.headers, ...textsOf(text) } } }),
  });
  const part = maxHeaderText / otherHeaders.length;
  return [
    ...headerNames.map((name) =>
      position(`header ${name}`, (text) => ({
        [name]: (name === 'cookie' ? 'access_token=' : '') + headerTextOf(text, maxHeaderText),
      })),
    ),
    position('other headers', (text) =>
      Object.fromEntries(otherHeaders.map((name) => [name, headerTextOf(text, part)])),
    ),
  ];
}

const pathParameters = (route: Route): readonly TextPosition[] =>
  [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name: `parameter ${name}`,
    lengths: inAddress,
    reader: `parameter ${name}`,
    requestWith: (text) => requestOf(route, { path: { [name]: text } }),
  }));

const queryParameters = (route: Route): readonly TextPosition[] => {
  const parts = [route.request, ...Object.values(route.uploads ?? {})];
  const names = parts.flatMap(({ query }) => (query ? Object.keys(propertiesOf(schemaOf(query))) : []));
  return [...names, 'unknown'].map((name) => ({
    name: `query ${name}`,
    lengths: inAddress,
    reader: `query ${name}`,
    requestWith: (text) => requestOf(route, { query: { [name]: text } }),
  }));
};

/** The members of a JSON body or form, and a member that the route does not know. */
function members(route: Route): readonly TextPosition[] {
  if (route.method === 'get' || route.uploads) return [];
  const leaves = route.request.body ? leavesIn(schemaOf(route.request.body)) : [];
  const inMember = leaves.map(
    ({ steps, schema }): TextPosition => ({
      name: `body ${steps.join('.')}`,
      lengths: inBody,
      reader: `member ${steps.at(-1)} ${JSON.stringify(schema)}`,
      requestWith: (text) => requestOf(route, { body: put(exampleBodyOf(route), steps, text) }),
    }),
  );
  const asName: TextPosition = {
    name: 'name of a member of the body',
    lengths: inBody,
    reader: `names of members ${route.canBeForm}`,
    requestWith: (text) => requestOf(route, { body: put(exampleBodyOf(route), [text], 'x') }),
  };
  return [...inMember, asName];
}

/** The fields of an upload, the name of its file, and the cells of the file. */
function fields(route: Route): readonly TextPosition[] {
  const form = route.uploads?.['multipart/form-data']?.body;
  if (!form) return [];
  const names = Object.keys(propertiesOf(schemaOf(form)));
  const columns = [...Array(header.split(',').length).keys()];
  return [
    ...names.map((name) => upload(route, `field ${name}`, (text) => ({ fields: { [name]: text } }))),
    upload(route, 'name of a file', (fileName) => ({ fileName })),
    ...columns.map((place) => upload(route, `column ${place}`, (text) => ({ cells: { [place]: text } }))),
    ...columns.map((place) => upload(route, `header ${place}`, (text) => ({ names: { [place]: text } }))),
  ];
}

const header =
  'title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe';
const row = 'Legs,"2 Mar 2026, 10:00","2 Mar 2026, 11:00",,Squat,,,0,normal,100,5,,,8';
type Uploaded = Readonly<{ fields?: Parts; fileName?: string; cells?: Parts; names?: Parts }>;

function upload(route: Route, name: string, uploadedOf: (text: string) => Uploaded): TextPosition {
  return {
    name,
    lengths: inBody,
    reader: `${route.path} ${name}`,
    requestWith: (text) => {
      const { fields = {}, fileName = 'hevy.csv', cells = {}, names = {} } = uploadedOf(text);
      const csv = `${replaced(header.split(','), names)}\n${replaced(row.split(/,(?! \d)/), cells)}\n`;
      const form = new FormData();
      const given = { format: 'hevy', unit: 'kg', timezone: 'UTC', dryRun: 'true', ...fields };
      for (const [field, value] of Object.entries(given)) form.append(field, String(value));
      form.append('file', new Blob([csv]), fileName);
      return { path: `/${route.path}`, options: { method: 'POST', raw: form } };
    },
  };
}

const replaced = (cells: readonly string[], texts: Parts): string =>
  cells.map((cell, place) => (place in texts ? String(texts[place]).replaceAll(/[",\n]/g, ' ') : cell)).join(',');

/** The example request of a route, with texts in place of parameters and another body. */
function requestOf(route: Route, { path = {}, query = {}, body = exampleBodyOf(route) }: Parts = {}) {
  const example = (route.example.request ?? {}) as Record<string, Parts | undefined>;
  const values = { ...example.path, ...(path as Parts) };
  const parameters = new URLSearchParams(
    Object.entries({ ...example.query, ...(query as Parts) }) as [string, string][],
  );
  const search = parameters.size > 0 ? `?${parameters}` : '';
  const address = pathOf(route, (name) => encodeURIComponent(String(values[name]).toWellFormed())) + search;
  const method = route.method.toUpperCase();
  if (method === 'GET' || body === undefined || route.uploads) return { path: address, options: { method } };
  const type = route.canBeForm ? 'application/x-www-form-urlencoded' : 'application/json';
  const raw = route.canBeForm ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body);
  return { path: address, options: { method, raw, headers: { 'content-type': type } } };
}

const exampleBodyOf = ({ example }: Route): unknown => (example.request as Parts | undefined)?.body;

/** Header values contain bytes, so a text is sent as its bytes in UTF-8. */
const headerTextOf = (text: string, maxLength: number): string =>
  Buffer.from(text.toWellFormed())
    .toString('latin1')
    .replaceAll(/[^\x20-\x7e\x80-\xff]/g, ' ')
    .slice(0, maxLength)
    .trim();
