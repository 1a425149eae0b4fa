import fc from 'fast-check';

/** Everything of a request but its route and its sender, well-formed or not. */
export type Hostile = Readonly<{
  pathIds: readonly string[];
  query: string;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array | undefined;
}>;

const anyText = fc.string({ unit: 'binary', maxLength: 30 });
/** Lone surrogates, NUL, everything. */
const strangeText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
  .map((codes) => String.fromCharCode(...codes));
const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 30,
});
const latin = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
  maxLength: 30,
});
const times = fc.oneof(
  fc.constantFrom('2026-03-01T11:00:00Z', '2026-03-01T11:30:00+01:00', '2026-02-30T00:00:00Z', '9999-12-31T23:59:60Z'),
  fc.date({ noInvalidDate: true }).map((date) => date.toJSON()),
);
const words = [
  ...['reps', 'time', 'kg', 'km', 'UTC', 'hevy', 'strong', 'drop', 'superuser', 'fitness-trainer', 'password'],
  ...['New1&Password', 'someone@example.com', 'x@example.test', '', 'true'],
];
const members = [
  ...['id', 'name', 'notes', 'timezone', 'startedAt', 'endedAt', 'mode', 'supersetGroup', 'ids', 'type', 'weight'],
  ...['reps', 'seconds', 'distance', 'rpe', 'rir', 'performedAt', 'email', 'password', 'confirmPassword', 'format'],
  ...['unit', 'dryRun', 'currentPassword', 'newPassword', 'token', 'username', 'grant_type', 'roleSlug', 'isActive'],
  ...['isSuperuser', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', ''],
];
const parameters = [
  ...['currentPage', 'pageSize', 'view', 'status', 'from', 'searchString', 'orderBy', 'isActive', 'createdBefore'],
  ...['format', 'timezone', '__proto__', 'a[b]'],
];
const headerNames = [
  ...['if-match', 'if-none-match', 'idempotency-key', 'x-request-id', 'x-consistency-token', 'origin', 'accept'],
  ...['sec-fetch-site', 'content-encoding', 'range', 'if-modified-since', 'x-forwarded-for', 'authorization'],
];
const headerValues = fc.oneof(
  fc.constantFrom('"0"', '"1"', '*', 'W/"2"', '"1.5"', 'k', 'none', 'null', 'gzip', 'br', '1-2-3', '1-0-99999999999'),
  visible,
  latin.map((value) => value.trim()),
);
const types = fc.oneof(
  { weight: 12, arbitrary: fc.constant('application/json') },
  fc.constantFrom(
    ...['text/csv', 'multipart/form-data; boundary=x', 'multipart/form-data', 'application/x-www-form-urlencoded'],
    ...['application/json; charset=latin1', 'text/plain', ';', 'application/json;;;charset'],
  ),
);

/** `known` are ids of things that exist, of whomever, by their place in an address; `fitting` is a body that the route may take. */
export function hostileRequests(known: readonly (readonly string[])[], fitting = '{}'): fc.Arbitrary<Hostile> {
  const ids = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known.flat()) }, fc.uuid(), anyText);
  const placed = known.map((some) => fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...some) }, ids));
  const values = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<unknown>(null, 0, 1, 8.5, true, false, ...words) },
    { weight: 2, arbitrary: fc.record({ value: fc.double(), unit: fc.constantFrom('kg', 'lb', 'km', 'st') }) },
    fc.array(ids, { maxLength: 3 }),
    fc.double(),
    fc.integer(),
    times,
    ids,
    strangeText,
    fc.jsonValue({ maxDepth: 3 }),
  );
  const objects = fc
    .array(fc.tuple(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...members) }, anyText), values), { maxLength: 6 })
    .map((pairs) => `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`);
  const bodies = fc.oneof(
    { weight: 6, arbitrary: objects },
    { weight: 3, arbitrary: fc.constant(fitting) },
    fc.json(),
    strangeText,
    fc.uint8Array({ maxLength: 200 }),
    fc.constantFrom(undefined, '', '{}', '[]', 'null'),
  );
  const headers = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Record<string, string>>({}) },
    fc
      .array(fc.tuple(fc.constantFrom(...headerNames), headerValues), { maxLength: 3 })
      .map((pairs): Record<string, string> => Object.fromEntries(pairs)),
  );
  const queries = fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    fc
      .array(
        fc.tuple(
          fc.constantFrom(...parameters),
          fc.oneof(fc.constantFrom('1', '-1', 'full', '2026-01-01', 'UTC', 'hevy', 'name', 'email', '%'), anyText),
        ),
        { maxLength: 4 },
      )
      .map((pairs) => `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`),
    visible.map((text) => `?${text.replaceAll('#', '')}`),
  );
  return fc.record({
    pathIds: fc.tuple(...placed),
    query: queries,
    headers: fc.tuple(types, headers).map(([type, others]) => ({ 'content-type': type, ...others })),
    body: bodies,
  });
}

/** The two tokens of somebody signed in. */
export type TokenPair = Readonly<{ access: string; refresh: string }>;

/**
 * Cookies made of good tokens, none of which is a good access token in its place: changed, swapped, put together of parts of others,
 * cut off, doubled.
 */
export function forgedCookies(pairs: readonly TokenPair[]): fc.Arbitrary<string> {
  const tokens = pairs.flatMap(({ access, refresh }) => [access, refresh]);
  const any = fc.constantFrom(...tokens);
  const changed = fc.tuple(any, fc.nat(), fc.integer({ min: 1, max: 63 })).map(([token, at, by]) => {
    // The last sign of a part holds bits that mean nothing.
    const places = [...token].flatMap((sign, place) => (sign === '.' || isLast(token, place) ? [] : [place]));
    const place = places[at % places.length] ?? 0;
    const sign = alphabet[(alphabet.indexOf(token[place] ?? '') + by) % alphabet.length];
    return token.slice(0, place) + sign + token.slice(place + 1);
  });
  const spliced = fc
    .tuple(any, any, any)
    .map(([a, b, c]) => [a.split('.')[0], b.split('.')[1], c.split('.')[2]].join('.'))
    .filter((token) => !tokens.includes(token));
  const cut = fc.tuple(any, fc.nat()).map(([token, at]) => token.slice(0, at % token.length));
  const forged = fc.oneof(
    ...[changed, spliced, cut, fc.constantFrom(...pairs.map(({ refresh }) => refresh)), visible],
    any.map((token) => `j:{"a":"${token}"}`),
  );
  return fc.oneof(
    forged.map((token) => `access_token=${token}`),
    fc.tuple(forged, any).map(([token, other]) => `access_token=${token}; refresh_token=${other}`),
    // Of two cookies of one name the first counts.
    fc.tuple(forged, any).map(([token, other]) => `access_token=${token}; access_token=${other}`),
    any.map((token) => `Access_Token=${token}; __Host-access_token=${token}; refresh_token=${token}`),
  );
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const isLast = (token: string, place: number): boolean => place === token.length - 1 || token[place + 1] === '.';
