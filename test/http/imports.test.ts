import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import { spool } from '../../src/infra/local/spool.ts';
import { type Client, clientOf, problem, signIn, signUpAndIn, validationErrors } from './support/client.ts';
import { fields, file, formOf, importsOf, parameters, query, strong } from './support/import-requests.ts';
import { createProgram } from './support/people.ts';
import { importMaxBytes } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const unknown = '01900000-0000-7000-8000-0000000000ee';

describe('imports over HTTP', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });

  const { send, sendCsv } = importsOf(() => athlete);

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

  it('imports a CSV body with the parameters in the query', async () => {
    const answer = await sendCsv(strong);
    expect(answer.status).to.equal(201);
    expect(answer.json).to.include({ status: 'completed', fileName: null });
    const again = await sendCsv(strong);
    expect(again.json.counts).to.include({ added: 0, unchanged: 2 });
  });

  it('imports nothing when the sign-in or the token has ended while the file arrived', async () => {
    const elsewhere = await signIn(the.app, 'athlete@example.com');
    const program = await createProgram(the.app, athlete, ['write']);
    const ends = [
      [elsewhere, () => elsewhere.post('/access/logout')],
      [program, () => athlete.delete(`/access/tokens/${program.id}`)],
      [athlete, () => athlete.post('/access/logout-all')],
    ] as const;
    for (const [sender, end] of ends) {
      the.app.change({
        async spool(content) {
          await end();
          return spool(content);
        },
      });
      problem(await importsOf(() => sender).sendCsv(strong), 401, 'not-signed-in');
    }
    expect((await (await signIn(the.app, 'athlete@example.com')).get('/imports')).json.total).to.equal(0);
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
