import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import { type Client, clientOf, problem, signUpAndIn, validationErrors } from './support/client.ts';
import { importMaxBytes } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const strong = [
  'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE',
  '2026-02-01 10:00:00,Legs,1h,Squat,1,100,5,0,0,,,',
  '2026-02-01 10:00:00,Legs,1h,Squat,2,100,5,0,0,,,',
  '2026-02-03 10:00:00,Arms,30m,Curl,1,20,x,0,0,,,',
].join('\n');
const parameters = { format: 'strong', unit: 'kg', timezone: 'Europe/Berlin' };
const query = new URLSearchParams(parameters);
const unknown = '01900000-0000-7000-8000-0000000000ee';

describe('imports over HTTP', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });

  const formOf = (...parts: (readonly [string, string | Blob, string?])[]) => {
    const form = new FormData();
    for (const [name, value, fileName] of parts) {
      if (typeof value === 'string') form.append(name, value);
      else form.append(name, value, fileName);
    }
    return form;
  };
  const fields = Object.entries(parameters);
  const file = ['file', new Blob([strong]), 'strong.csv'] as const;
  const send = (raw: FormData, headers: Record<string, string> = {}) =>
    athlete.ask('/imports', { method: 'POST', raw, headers });
  const sendCsv = (csv: string | Uint8Array, parameters: URLSearchParams | string = query, headers: object = {}) =>
    athlete.ask(`/imports?${parameters}`, {
      method: 'POST',
      raw: csv,
      headers: { 'content-type': 'text/csv', ...headers },
    });

  /** Makes every append of an event of this type fail, until the test calls the returned function. */
  const failAppendsOf = (type: string) => {
    const { append } = the.app.store;
    the.app.store.append = async (stream, events, head) => {
      if (events.some((event) => event.type === type)) throw new DomainError('unavailable', 'Away.');
      return append(stream, events, head);
    };
    return () => {
      the.app.store.append = append;
    };
  };

  for (const [order, form] of [
    ['after its fields', () => formOf(...fields, file)],
    ['before its fields', () => formOf(file, ...fields)],
    ['between its fields', () => formOf(...fields.slice(0, 1), file, ...fields.slice(1))],
  ] as const) {
    it(`accepts a form with the file ${order}`, async () => {
      const answer = await send(form());
      expect(answer.status).to.equal(201);
      const { id, counts, errors, unlinked, ...report } = answer.json;
      expect(answer.headers.get('location')).to.equal(`/api/v1/imports/${id}`);
      expect(report).to.deep.equal({ status: 'completed', format: 'strong', fileName: 'strong.csv' });
      expect(counts).to.include({ sessions: 1, sets: 2, added: 2, updated: 0, unchanged: 0, rejected: 1 });
      expect(errors.map(({ line }: { line: number }) => line)).to.deep.equal([4]);
      expect(unlinked).to.deep.equal([{ name: 'Squat', sets: 2, guesses: [] }]);
      expect((await athlete.get('/training-sessions')).json.total).to.equal(1);
    });
  }

  it('imports a CSV body with the parameters in the query', async () => {
    const answer = await sendCsv(strong);
    expect(answer.status).to.equal(201);
    expect(answer.json).to.include({ status: 'completed', fileName: null });
    const again = await sendCsv(strong);
    expect(again.json.counts).to.include({ added: 0, unchanged: 2 });
  });

  it('writes nothing in a dry run and returns its report with 200', async () => {
    for (const answer of [
      await send(formOf(...fields, ['dryRun', 'true'], file)),
      await sendCsv(strong, `${query}&dryRun=true`),
    ]) {
      expect(answer.status).to.equal(200);
      expect(answer.json).not.to.have.property('id');
      expect(answer.json.counts).to.include({ sets: 2, added: 2 });
    }
    expect((await athlete.get('/training-sessions')).json.total).to.equal(0);
  });

  it('recognises a dry run whose parameter follows the file', async () => {
    expect((await send(formOf(...fields, file, ['dryRun', 'true']))).status).to.equal(200);
    expect((await athlete.get('/imports')).json.total).to.equal(0);
  });

  it('rejects a workout that exceeds the size of a session, also in a dry run', async () => {
    const rows = Array.from(
      { length: 2_001 },
      (_, n) => `2026-02-01 10:00:00,A,1h,S${Math.floor(n / 401)},${(n % 401) + 1},8,5,0,0,,,`,
    );
    const csv = [strong, ...rows].join('\n');
    for (const order of [`${query}&dryRun=true`, query]) {
      const { counts, errors } = (await sendCsv(csv, order)).json;
      expect(counts).to.include({ sessions: 1, sets: 2, added: 2, rejected: 2_002 });
      // The report of an import lists at most 1,000 rejected rows, and a list of imports none.
      expect(errors).to.have.lengthOf(1_000);
      expect(errors[999].reason).to.equal('A training session has at most 2000 sets.');
    }
    const { items } = (await athlete.get('/imports')).json;
    expect(items[0]).not.to.have.property('errors');
    expect((await athlete.get(`/imports/${items[0].id}`)).json.errors).to.have.lengthOf(1_000);
    const sessions = the.app.store.all().filter(({ stream }) => stream.startsWith('session-'));
    expect(new Set(sessions.map(({ stream }) => stream)).size).to.equal(1);
  });

  it('lets only the owner list, read and undo an import', async () => {
    const { id } = (await sendCsv(strong)).json;
    const read = await athlete.get(`/imports/${id}`);
    expect([read.status, read.json.status, read.json.id]).to.deep.equal([200, 'completed', id]);
    const tag = read.headers.get('etag') ?? '';
    expect((await athlete.get(`/imports/${id}`, { 'if-none-match': tag })).status).to.equal(304);
    const list = await athlete.get('/imports?pageSize=5&sortOrder=asc');
    expect(list.json).to.include({ total: 1, limit: 5, offset: 0 });

    const other = await signUpAndIn(the.app, 'other@example.com');
    problem(await other.get(`/imports/${id}`), 404, 'import-not-found');
    problem(await other.delete(`/imports/${id}`), 404, 'import-not-found');
    expect((await other.get('/imports')).json.total).to.equal(0);

    expect((await athlete.delete(`/imports/${id}`)).status).to.equal(204);
    expect((await athlete.delete(`/imports/${id}`)).status).to.equal(204);
    expect((await athlete.get(`/imports/${id}`)).json.status).to.equal('undone');
    expect((await athlete.get('/training-sessions')).json.total).to.equal(0);
  });

  it('returns the first report for a repeated idempotency key, and 422 for another file', async () => {
    const key = { 'idempotency-key': 'k' };
    const first = await sendCsv(strong, query, key);
    const again = await sendCsv(strong, query, key);
    expect([again.status, again.json.id]).to.deep.equal([201, first.json.id]);
    expect(again.json).to.deep.equal(first.json);
    const tags = [first, again, await athlete.get(`/imports/${first.json.id}`)].map(({ headers }) =>
      headers.get('etag'),
    );
    expect(new Set(tags)).to.have.lengthOf(1);
    problem(await sendCsv(`${strong}\n`, query, key), 422, 'idempotency-key-reused');
    const tag = again.headers.get('etag') ?? '';
    expect((await athlete.delete(`/imports/${first.json.id}`, { 'if-match': tag })).status).to.equal(204);
  });

  it('refuses the idempotency key of an import that is undone or being undone, whatever its state was', async () => {
    const put = (k: string, csv = strong) => sendCsv(csv, query, { 'idempotency-key': k });
    const { id } = (await put('done')).json;
    let recover = failAppendsOf('ImportUndone');
    expect((await athlete.delete(`/imports/${id}`)).status).to.equal(503);
    expect((await athlete.get(`/imports/${id}`)).json.status).to.equal('undoing');
    problem(await put('done'), 409, 'import-undone');
    recover();
    expect((await athlete.delete(`/imports/${id}`)).status).to.equal(204);
    problem(await put('done'), 409, 'import-undone');
    problem(await put('done', `${strong}\n`), 422, 'idempotency-key-reused');

    recover = failAppendsOf('ImportCompleted');
    expect((await put('cut')).status).to.equal(503);
    recover();
    const { items } = (await athlete.get('/imports')).json;
    const unfinished = items.find(({ status }: { status: string }) => status === 'in_progress');
    expect((await athlete.delete(`/imports/${unfinished.id}`)).status).to.equal(204);
    const written = the.app.store.all().length;
    problem(await put('cut'), 409, 'import-undone');
    expect(the.app.store.all().length).to.equal(written);
    expect((await athlete.get('/training-sessions')).json.total).to.equal(0);
  });

  it('returns the revision of an import as ETag and checks If-Match against it', async () => {
    const answer = await sendCsv(strong);
    const tag = answer.headers.get('etag') ?? '';
    expect((await athlete.get(`/imports/${answer.json.id}`)).headers.get('etag')).to.equal(tag);
    const undo = (ifMatch: string) => athlete.delete(`/imports/${answer.json.id}`, { 'if-match': ifMatch });
    problem(await undo('"0"'), 412, 'revision-mismatch');
    expect((await athlete.get('/training-sessions')).json.total).to.equal(1);
    expect((await undo(tag)).status).to.equal(204);
    problem(await sendCsv(strong, query, { 'if-match': '"7"' }), 412, 'revision-mismatch');
    expect((await athlete.get('/training-sessions')).json.total).to.equal(0);
  });

  it('undoes an import once for a repeated idempotency key, even with a stale If-Match', async () => {
    const { json, headers } = await sendCsv(strong);
    const undo = () =>
      athlete.delete(`/imports/${json.id}`, { 'if-match': headers.get('etag') ?? '', 'idempotency-key': 'undo' });
    expect((await undo()).status).to.equal(204);
    const written = the.app.store.all().length;
    expect((await undo()).status).to.equal(204);
    expect(the.app.store.all().length).to.equal(written);
  });

  it('lists every validation error of an import form in one response', async () => {
    expect(validationErrors(await send(formOf(['x', 'y'])))).to.deep.equal([
      'extra_forbidden x',
      'missing file',
      'missing format',
      'missing timezone',
    ]);
    const form = formOf(['format', 'fitbit'], ['unit', 'st'], ['timezone', 'x'], ['dryRun', '1'], file);
    expect(validationErrors(await send(form, { 'idempotency-key': 'a b' }))).to.deep.equal([
      'bool_parsing dryRun',
      'enum format',
      'enum unit',
      'value_error Idempotency-Key',
      'value_error timezone',
    ]);
    expect(validationErrors(await send(formOf(...fields, ['format', 'hevy'], file)))).to.deep.equal(['enum format']);
    expect(validationErrors(await send(formOf(...fields, ['other', new Blob(['x']), 'x.csv'])))).to.deep.equal([
      'extra_forbidden other',
      'missing file',
    ]);
    expect(validationErrors(await send(formOf(...fields, ['__proto__', 'x'], file)))).to.deep.equal([
      'extra_forbidden __proto__',
    ]);
    expect(validationErrors(await send(formOf(...fields, file, file)))).to.deep.equal(['value_error body']);
    expect(validationErrors(await send(formOf(...fields, ['format', 'x'.repeat(1_001)], file)))).to.deep.equal([
      'value_error format',
    ]);
    const many = Array.from({ length: 40 }, (_, index) => [`f${index}`, 'x'] as const);
    expect(validationErrors(await send(formOf(...many, file)))).to.deep.equal(['value_error body']);
    expect((await athlete.get('/imports')).json.total).to.equal(0);
  });

  it('rejects query parameters beside an import form', async () => {
    const answer = await athlete.ask('/imports?dryRun=true', { method: 'POST', raw: formOf(...fields, file) });
    expect(validationErrors(answer)).to.deep.equal(['extra_forbidden dryRun']);
  });

  it('lists every validation error in the parameters of a CSV import', async () => {
    expect(validationErrors(await sendCsv(strong, 'format=strong&format=hevy&x=1'))).to.deep.equal([
      'enum format',
      'extra_forbidden x',
      'missing timezone',
    ]);
    expect(validationErrors(await sendCsv(strong, 'format=strong&timezone=UTC'))).to.deep.equal(['value_error unit']);
    expect(validationErrors(await sendCsv('nothing to see here'))).to.have.lengthOf(1);
  });

  const broken = (body: string, boundary = 'b') =>
    athlete.ask('/imports', {
      method: 'POST',
      raw: body,
      headers: { 'content-type': `multipart/form-data${boundary && `; boundary=${boundary}`}` },
    });

  it('answers 422 to an import form that is incomplete or malformed', async () => {
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="f.csv"\r\n\r\n';
    expect(validationErrors(await broken(`${head}Date,`))).to.deep.equal(['value_error body']);
    expect(validationErrors(await broken('nonsense'))).to.deep.equal(['value_error body']);
    expect(validationErrors(await broken('--b'))).to.deep.equal(['value_error body']);
    expect(validationErrors(await broken(`${head}x\r\n--b--\r\n`, ''))).to.deep.equal(['value_error body']);
    expect(
      validationErrors(await broken(`--b\r\n${'X-Header: y\r\n'.repeat(2_000)}\r\nx\r\n--b--\r\n`)).length,
    ).to.be.above(0);
    expect((await athlete.get('/access/me')).status).to.equal(200);
  });

  it('accepts an import file of the maximum size and rejects a larger one', async () => {
    const filler = `${strong}\n${'\n'.repeat(importMaxBytes - strong.length - 1)}`;
    expect((await sendCsv(filler)).status).to.equal(201);
    expect((await send(formOf(...fields, ['file', new Blob([filler]), 'f.csv']))).status).to.equal(201);
    problem(await sendCsv(`${filler}\n`), 413, 'payload-too-large');
    problem(await send(formOf(...fields, ['file', new Blob([`${filler}\n`]), 'f.csv'])), 413, 'payload-too-large');
    problem(await send(formOf(['file', new Blob([filler.repeat(3)]), 'f.csv'])), 413, 'payload-too-large');
  });

  it('rejects an import without Content-Length as soon as it exceeds the maximum size', async () => {
    async function* chunks() {
      for (let sent = 0; sent < 3 * importMaxBytes; sent += 1_000) yield Buffer.alloc(1_000, 'x');
    }
    const options = { method: 'POST', body: ReadableStream.from(chunks()), duplex: 'half' } as const;
    const response = await fetch(`${the.app.origin}/api/v1/imports?${query}`, {
      ...options,
      headers: { 'content-type': 'text/csv', cookie: athlete.cookie ?? '' },
    });
    expect(response.status).to.equal(413);
    await response.text();
  });

  it('rejects import bodies of other media types and compressed ones', async () => {
    problem(await athlete.post('/imports', parameters), 415, 'unsupported-media-type');
    problem(await athlete.post('/imports'), 415, 'unsupported-media-type');
    problem(await sendCsv(strong, query, { 'content-encoding': 'gzip' }), 415, 'unsupported-media-type');
  });

  it('decodes a file in the character set of its media type, of its part or of the parameter', async () => {
    const header = 'start_time,exercise_title,set_index,weight_kg,reps';
    const latin = Buffer.from(`${header}\n2026-02-01 10:00,\u00dcbung,0,60,5`, 'latin1');
    const hevy = { format: 'hevy', timezone: 'UTC' };
    const part = (type: string) =>
      formOf(...Object.entries(hevy), ['file', new Blob([latin], { type }), 'hevy.csv'] as const);
    const answers = [
      await sendCsv(latin, new URLSearchParams(hevy), { 'content-type': 'text/csv; charset="ISO-8859-1"' }),
      await sendCsv(latin, new URLSearchParams({ ...hevy, charset: 'latin1' })),
      await send(part('text/csv; charset=iso-8859-1')),
      await send(formOf(...Object.entries({ ...hevy, charset: 'windows-1252' }), ['file', new Blob([latin])] as const)),
    ];
    expect(answers.map(({ status, json }) => [status, json.counts?.sets])).to.deep.equal(Array(4).fill([201, 1]));
    const { json } = await athlete.get('/training-sessions?view=full');
    expect(json.items[0].exercises[0].name).to.equal('Übung');
    const unknownType = 'text/csv; charset=klingon';
    problem(await sendCsv(strong, query, { 'content-type': unknownType }), 415, 'unsupported-media-type');
    problem(await send(part(unknownType)), 415, 'unsupported-media-type');
    const named = await sendCsv(strong, new URLSearchParams({ ...parameters, charset: 'klingon' }));
    expect(validationErrors(named)).to.deep.equal(['value_error charset']);
  });

  it('imports a generic CSV file by a mapping of its columns', async () => {
    const csv = 'Tag;Name;Last (kg);Wdh\n05.12.2025;Kniebeuge;100,5;5';
    const map = 'date=Tag,exercise=Name,weight=Last (kg),reps=Wdh';
    const answer = await sendCsv(csv, new URLSearchParams({ format: 'csv', timezone: 'UTC', map }));
    expect([answer.status, answer.json.counts.added]).to.deep.equal([201, 1]);
    const wrong = await sendCsv(csv, new URLSearchParams({ format: 'csv', timezone: 'UTC', map: 'date=Day' }));
    expect(validationErrors(wrong)).to.deep.equal(['value_error map']);
  });

  it('shows in a dry run what would happen to each workout', async () => {
    await sendCsv(strong);
    const changed = strong
      .replace('Squat,2,100,5', 'Squat,2,100,4')
      .concat('\n2026-02-05 10:00:00,Push,30m,Dip,1,0,9,0,0,,,');
    const { json } = await sendCsv(changed, new URLSearchParams({ ...parameters, dryRun: 'true' }));
    const sets = { added: 0, updated: 0, unchanged: 0, removed: 0 };
    expect(
      json.workouts.map(({ sessionId, ...workout }: { sessionId: string }) => [typeof sessionId, workout]),
    ).to.deep.equal([
      [
        'string',
        {
          ...{ line: 2, start: '2026-02-01T10:00:00', name: 'Legs', outcome: 'changed', reason: null },
          sets: { ...sets, updated: 1, unchanged: 1 },
        },
      ],
      [
        'string',
        {
          ...{ line: 5, start: '2026-02-05T10:00:00', name: 'Push', outcome: 'added', reason: null },
          sets: { ...sets, added: 1 },
        },
      ],
    ]);
    const again = await sendCsv(strong, new URLSearchParams({ ...parameters, dryRun: 'true' }));
    expect(again.json.workouts.map(({ outcome }: { outcome: string }) => outcome)).to.deep.equal(['kept']);
  });

  it('returns 401 for an import before it reads the body', async () => {
    const anyone = clientOf(the.app);
    const large = { method: 'POST', raw: 'x'.repeat(3 * importMaxBytes), headers: { 'content-type': 'text/csv' } };
    problem(await anyone.ask(`/imports?${query}`, large), 401, 'not-signed-in');
    for (const [method, path] of [
      ['GET', '/imports'],
      ['GET', `/imports/${unknown}`],
      ['DELETE', `/imports/${unknown}`],
    ] as const) {
      problem(await anyone.ask(path, { method }), 401, 'not-signed-in');
    }
  });

  it('returns 404 for an unknown import, and 422 for an invalid id or parameter', async () => {
    problem(await athlete.get(`/imports/${unknown}`), 404, 'import-not-found');
    problem(await athlete.delete(`/imports/${unknown}`), 404, 'import-not-found');
    expect(validationErrors(await athlete.get('/imports/x'))).to.deep.equal(['uuid_parsing id']);
    expect(validationErrors(await athlete.delete('/imports/x'))).to.deep.equal(['uuid_parsing id']);
    expect(validationErrors(await athlete.get('/imports?orderBy=name'))).to.deep.equal(['extra_forbidden orderBy']);
  });
});
