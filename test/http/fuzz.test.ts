import { expect } from 'chai';
import fc from 'fast-check';
import { type Client, signedIn } from './support/client.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const session = '01900000-0000-7000-8000-000000000001';
const entry = '01900000-0000-7000-8000-000000000010';
const set = '01900000-0000-7000-8000-000000000020';

const routes = [
  ...['GET //ping', 'GET //health', 'GET //ready', 'POST /access/signup', 'POST /access/signin', 'GET /access/me'],
  ...[
    'GET /training-sessions',
    'POST /training-sessions',
    'GET /training-sessions/:id',
    'PATCH /training-sessions/:id',
  ],
  ...['DELETE /training-sessions/:id', 'POST /training-sessions/:id/complete', 'POST /training-sessions/:id/abort'],
  ...['POST /training-sessions/:id/exercises', 'PUT /training-sessions/:id/exercises/order'],
  ...['PATCH /training-sessions/:id/exercises/:id', 'DELETE /training-sessions/:id/exercises/:id'],
  ...['POST /training-sessions/:id/exercises/:id/sets', 'PUT /training-sessions/:id/exercises/:id/sets/order'],
  ...['PATCH /training-sessions/:id/exercises/:id/sets/:id', 'DELETE /training-sessions/:id/exercises/:id/sets/:id'],
  ...['GET /imports', 'POST /imports', 'GET /imports/:id', 'DELETE /imports/:id'],
];

const anyText = fc.string({ unit: 'binary', maxLength: 30 });
/** Well-formed or not: lone surrogates, NUL, everything. */
const strangeText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
  .map((c) => String.fromCharCode(...c));
const ids = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(session, entry, set) }, fc.uuid(), anyText);
const times = fc.oneof(
  fc.constantFrom('2026-03-01T11:00:00Z', '2026-03-01T11:30:00+01:00', '2026-02-30T00:00:00Z', '9999-12-31T23:59:60Z'),
  fc.date({ noInvalidDate: true }).map((date) => date.toJSON()),
);
const values = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom(null, 'reps', 'time', 'kg', 'km', 'UTC', 'hevy', 'strong', 'drop', 0, 1, 8.5),
  },
  { weight: 2, arbitrary: fc.record({ value: fc.double(), unit: fc.constantFrom('kg', 'lb', 'km', 'st') }) },
  fc.array(ids, { maxLength: 3 }),
  fc.double(),
  fc.integer(),
  times,
  ids,
  strangeText,
  fc.jsonValue({ maxDepth: 3 }),
);
const members = [
  ...[
    'id',
    'name',
    'notes',
    'timezone',
    'startedAt',
    'endedAt',
    'mode',
    'supersetGroup',
    'ids',
    'type',
    'weight',
    'reps',
  ],
  ...[
    'seconds',
    'distance',
    'rpe',
    'rir',
    'performedAt',
    'email',
    'password',
    'confirmPassword',
    'format',
    'unit',
    'dryRun',
  ],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', ''],
];
const objects = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...members), anyText), values), { maxLength: 6 })
  .map((pairs) => `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`);
const bodies = fc.oneof(
  { weight: 6, arbitrary: objects },
  fc.json(),
  strangeText,
  fc.uint8Array({ maxLength: 200 }),
  fc.constantFrom(undefined, '', '{}', '[]', 'null', '{"timezone":"UTC"}', '{"name":"x","mode":"reps"}', '{"reps":5}'),
);

const types = fc.oneof(
  { weight: 6, arbitrary: fc.constant('application/json') },
  fc.constantFrom(
    'text/csv',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
  ),
  fc.constantFrom('application/json; charset=latin1', 'text/plain', ';', 'application/json;;;charset'),
);
const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((c) => String.fromCharCode(c)),
  maxLength: 30,
});
const latin = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((c) => String.fromCharCode(c)),
  maxLength: 30,
});
const headerNames = [
  ...['if-match', 'if-none-match', 'idempotency-key', 'x-request-id', 'origin', 'sec-fetch-site', 'content-encoding'],
  ...['accept', 'cookie', 'range', 'if-modified-since', 'x-forwarded-for', 'cache-control', 'authorization'],
];
const headerValues = fc.oneof(
  fc.constantFrom('"0"', '"1"', '*', 'W/"2"', '"1.5"', 'k', 'none', 'null', 'gzip', 'br', 'access_token=j:{}', 'a=%ZZ'),
  visible,
  latin.map((value) => value.trim()),
);
const headers = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Record<string, string>>({}) },
  fc
    .array(fc.tuple(fc.constantFrom(...headerNames), headerValues), { maxLength: 3 })
    .map((pairs): Record<string, string> => Object.fromEntries(pairs)),
);
const queries = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  fc
    .array(
      fc.tuple(
        fc.constantFrom(
          'currentPage',
          'pageSize',
          'view',
          'status',
          'from',
          'searchString',
          'format',
          'timezone',
          '__proto__',
          'a[b]',
        ),
        fc.oneof(fc.constantFrom('1', '-1', 'full', '2026-01-01', 'UTC', 'hevy'), anyText),
      ),
      { maxLength: 4 },
    )
    .map((pairs) => `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`),
  visible.map((text) => `?${text.replaceAll('#', '')}`),
);

describe('whatever is sent', () => {
  let app: TestApp;
  let athlete: Client;

  before(async () => {
    app = await startTestApp();
    athlete = await signedIn(app);
  });
  after(() => app[Symbol.asyncDispose]());

  /** Something for the random requests to hit. */
  const prepare = async () => {
    const { id } = (await athlete.post('/training-sessions', { timezone: 'UTC' })).json;
    await athlete.post(`/training-sessions/${id}/exercises`, { id: entry, name: 'Squat', mode: 'reps' });
    await athlete.post(`/training-sessions/${id}/exercises/${entry}/sets`, { id: set, reps: 5 });
    return id as string;
  };

  for (const route of routes) {
    const [method = '', pattern = ''] = route.split(' ');
    it(`is never an error of ours: ${route}`, async () => {
      let standing = await prepare();
      const inputs = fc.record({
        pathIds: fc.array(ids, { minLength: 3, maxLength: 3 }),
        query: queries,
        headers,
        body: bodies,
        type: types,
      });
      await fc.assert(
        fc.asyncProperty(inputs, async ({ pathIds, query, headers, body, type }) => {
          const left = pathIds.map((id) => (id === session ? standing : id));
          const path = pattern.replaceAll(':id', () => encodeURIComponent(left.shift() ?? ''));
          const hasBody = method !== 'GET' && body !== undefined;
          const sent = { method, headers: { 'content-type': type, ...headers }, ...(hasBody && { raw: body }) };
          const answer = await athlete.ask(path + query, sent);
          expect(answer.status, answer.text).to.be.below(500);
          if (answer.status >= 400 && method !== 'HEAD') {
            expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/);
            expect(answer.json.status).to.equal(answer.status);
          }
          if (answer.status === 204 && method === 'DELETE') standing = await prepare();
          if (answer.status === 422) expect(answer.json.details).to.be.an('array').that.is.not.empty;
        }),
        { seed: 20260301, numRuns: 150 },
      );
    });
  }

  it('leaves nothing in the log that is not an event of a route', () => {
    expect(app.lines.filter(({ level }) => level !== 'info')).to.deep.equal([]);
  });
});
