import fc from 'fast-check';
import { anyText } from '../../support/any-text.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A random request to a route, without method and sender. It may be malformed. */
export type HostileRequest = Readonly<{
  /** Values for the parameters of the route's path, in order. */
  parameters: readonly string[];
  query: string;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array | undefined;
}>;

/** Plausible values from which random requests to a route are built, in addition to random noise. */
export type Ingredients = Vocabulary &
  Readonly<{
    /** For each parameter of the path: ids and other names of existing things. */
    known: readonly (readonly string[])[];
    /** A request body that the route accepts. */
    body: string;
  }>;

const maxText = 30;
const characters = (min: number, max: number) =>
  fc.string({ unit: fc.integer({ min, max }).map((code) => String.fromCharCode(code)), maxLength: maxText });
const shortText = anyText(0, maxText);
/** Generates random UTF-16 code units, including unpaired surrogates and NUL. */
const malformedText = characters(0, 0xffff);
const visibleAscii = characters(0x21, 0x7e);
/** Generates Latin-1 text for header values, without DEL, which they cannot contain. */
const latin1 = characters(0x20, 0xff).map((text) => text.replaceAll('\x7f', ''));
const times = fc.oneof(
  fc.constantFrom('2026-03-01T11:00:00Z', '2026-03-01T11:30:00+01:00', '2026-02-30T00:00:00Z', '9999-12-31T23:59:60Z'),
  fc.date({ noInvalidDate: true }).map((date) => date.toJSON()),
);

const specialNames = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', ''];
const plainValues = [
  'UTC',
  'New1&Password',
  'someone@example.com',
  'x@example.test',
  '',
  'true',
  '1',
  '-1',
  '%',
  '2026-01-01',
];

const headerNames = [
  ...['if-match', 'if-none-match', 'idempotency-key', 'x-request-id', 'x-consistency-token', 'origin', 'accept'],
  ...['sec-fetch-site', 'content-encoding', 'range', 'if-modified-since', 'x-forwarded-for', 'authorization', 'prefer'],
];
const headerValues = fc.oneof(
  fc.constantFrom(
    '"0"',
    '"1"',
    '*',
    'W/"2"',
    '"1.5"',
    'k',
    'none',
    'null',
    'gzip',
    'return=minimal',
    'br',
    '1-2-3',
    '1-0-99999999999',
  ),
  visibleAscii,
  latin1.map((value) => value.trim()),
);
const contentTypes = fc.oneof(
  { weight: 12, arbitrary: fc.constant('application/json') },
  fc.constantFrom(
    ...['text/csv', 'multipart/form-data; boundary=x', 'multipart/form-data', 'application/x-www-form-urlencoded'],
    ...['application/json; charset=latin1', 'text/plain', ';', 'application/json;;;charset'],
  ),
);

/** Generates random requests to a route. Most of their values are plausible, so that many requests pass validation. */
export function hostileRequests({ known, ...ingredients }: Ingredients): fc.Arbitrary<HostileRequest> {
  const ids = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known.flat(), '') }, fc.uuid(), shortText);
  const parameters = known.map((some) => fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...some) }, ids));
  return fc.record({
    parameters: fc.tuple(...parameters),
    query: queries(ingredients),
    headers: fc.tuple(contentTypes, headers).map(([type, others]) => ({ 'content-type': type, ...others })),
    body: bodies(ingredients, ids),
  });
}

const headers = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Record<string, string>>({}) },
  fc
    .array(fc.tuple(fc.constantFrom(...headerNames), headerValues), { maxLength: 3 })
    .map((pairs): Record<string, string> => Object.fromEntries(pairs)),
);

function queries({ parameters, values }: Vocabulary): fc.Arbitrary<string> {
  const names = fc.constantFrom(...parameters, ...specialNames, 'a[b]');
  const some = fc.oneof(fc.constantFrom(...values, ...plainValues), shortText);
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    fc
      .array(fc.tuple(names, some), { maxLength: 4 })
      .map((pairs) => `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`),
    visibleAscii.map((text) => `?${text.replaceAll('#', '')}`),
  );
}

function bodies(
  { members, values, body }: Omit<Ingredients, 'known'>,
  ids: fc.Arbitrary<string>,
): fc.Arbitrary<HostileRequest['body']> {
  const names = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...members, ...specialNames) }, shortText);
  const content = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<unknown>(null, 0, 1, 8.5, true, false, ...values, ...plainValues) },
    { weight: 2, arbitrary: fc.record({ value: fc.double(), unit: fc.constantFrom('kg', 'lb', 'km', 'st') }) },
    fc.array(ids, { maxLength: 3 }),
    ...[fc.double(), fc.integer(), times, ids, malformedText, fc.jsonValue({ maxDepth: 3 })],
  );
  // Builds the JSON text by hand, because a JavaScript object cannot hold the same member twice or an own `__proto__`.
  const objects = fc
    .array(fc.tuple(names, content), { maxLength: 6 })
    .map((pairs) => `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`);
  return fc.oneof(
    { weight: 6, arbitrary: objects },
    { weight: 3, arbitrary: fc.constant(body) },
    fc.json(),
    malformedText,
    fc.uint8Array({ maxLength: 200 }),
    fc.constantFrom(undefined, '', '{}', '[]', 'null'),
  );
}
