import { expect } from 'chai';
import { type Client, clientOf, faults, problem, signedIn } from './support/client.ts';
import { now, startTestApp, type TestApp } from './support/test-app.ts';

const id = '01900000-0000-7000-8000-000000000001';
const unknown = '01900000-0000-7000-8000-0000000000ee';
const zone = { timezone: 'Europe/Berlin' };

describe('training sessions', () => {
  let app: TestApp;
  let athlete: Client;

  beforeEach(async () => {
    app = await startTestApp();
    athlete = await signedIn(app);
  });
  afterEach(() => app[Symbol.asyncDispose]());

  const start = async (body: object = {}) =>
    (await athlete.post('/training-sessions', { ...zone, ...body })).json.id as string;

  describe('starting one', () => {
    it('answers the whole document with its tag and address', async () => {
      const answer = await athlete.post('/training-sessions', { ...zone, id, name: 'Legs', notes: ' as typed ' });
      expect(answer.status).to.equal(201);
      expect(answer.headers.get('etag')).to.equal('"0"');
      expect(answer.headers.get('location')).to.equal(`/api/v1/training-sessions/${id}`);
      const { userId, ...document } = answer.json;
      expect(userId).to.equal((await athlete.get('/access/me')).json.id);
      expect(document).to.deep.equal({
        id,
        name: 'Legs',
        status: 'in_progress',
        startedAt: now,
        endedAt: null,
        durationSeconds: null,
        timezone: 'Europe/Berlin',
        notes: ' as typed ',
        plan: null,
        unit: null,
        importId: null,
        exercises: [],
        revision: 0,
        createdAt: now,
        updatedAt: now,
      });
    });

    it('makes a UUIDv7 where the client brings none, and lower-cases one that it brings', async () => {
      expect(await start()).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(await start({ id: '01900000-0000-7000-8000-00000000ABCD' })).to.equal(
        '01900000-0000-7000-8000-00000000abcd',
      );
    });

    it('answers a repeated id with the same status, and refuses it with another body or for another account', async () => {
      await start({ id, name: 'Legs' });
      await athlete.patch(`/training-sessions/${id}`, { notes: 'heavy' });
      const again = await athlete.post('/training-sessions', { ...zone, id, name: 'Legs' });
      expect(again.status).to.equal(201);
      expect(again.json).to.include({ notes: 'heavy', revision: 1 });
      problem(await athlete.post('/training-sessions', { ...zone, id, name: 'Arms' }), 409, 'id-taken');
      const other = await signedIn(app, 'other@example.com');
      problem(await other.post('/training-sessions', { ...zone, id, name: 'Legs' }), 409, 'id-taken');
    });

    it('finds its session again by the key alone', async () => {
      const key = { 'idempotency-key': 'phone-1' };
      const first = await athlete.post('/training-sessions', zone, key);
      await athlete.patch(`/training-sessions/${first.json.id}`, { name: 'later' });
      const again = await athlete.post('/training-sessions', zone, key);
      expect(again.status).to.equal(201);
      expect(again.text).to.equal(first.text);
      expect(again.headers.get('etag')).to.equal('"0"');
      expect(again.headers.get('location')).to.equal(first.headers.get('location'));
      const other = await athlete.post('/training-sessions', { ...zone, name: 'x' }, key);
      expect(problem(other, 422, 'idempotency-key-reused')).to.deep.equal(['value_error Idempotency-Key']);
      const stranger = await signedIn(app, 'other@example.com');
      expect((await stranger.post('/training-sessions', zone, key)).json.id).not.to.equal(first.json.id);
    });

    for (const [sent, kept] of [
      ['2026-02-01T10:00:00Z', '2026-02-01T10:00:00.000000Z'],
      ['2026-02-01T10:00:00.123456+02:00', '2026-02-01T08:00:00.123456Z'],
      ['2026-02-01T00:30:00.1-0130', '2026-02-01T02:00:00.100000Z'],
      ['2026-01-01t00:00z', '2026-01-01T00:00:00.000000Z'],
      ['2024-02-29 23:59:59,9999999+00', '2024-02-29T23:59:59.999999Z'],
      ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000000Z'],
    ] as const) {
      it(`takes the time ${sent}`, async () => {
        const answer = await athlete.post('/training-sessions', { ...zone, startedAt: sent });
        expect(answer.status).to.equal(201);
        expect(answer.json.startedAt).to.equal(kept);
      });
    }

    for (const [sent, fault] of [
      ['2026-02-01T10:00:00', 'timezone_aware'],
      ['2026-02-01', 'timezone_aware'],
      ['2026-02-30T10:00:00Z', 'value_error'],
      ['2026-02-01T24:00:00Z', 'value_error'],
      ['2016-12-31T23:59:60Z', 'value_error'],
      ['1899-12-31T23:59:59Z', 'value_error'],
      ['9999-12-31T23:59:59-01:00', 'value_error'],
      ['+12026-02-01T10:00:00Z', 'value_error'],
      ['2026-02-01T10:00:00+25:00', 'value_error'],
      ['2026-02-01Z', 'value_error'],
      ['yesterday', 'value_error'],
      ['', 'value_error'],
      ['2026-03-01T12:01:01Z', 'value_error'],
      [1_770_000_000, 'string_type'],
    ] as const) {
      it(`refuses the time ${sent}`, async () => {
        const answer = await athlete.post('/training-sessions', { ...zone, startedAt: sent });
        expect(faults(answer)).to.deep.equal([`${fault} startedAt`]);
      });
    }

    for (const timezone of ['UTC', 'Asia/Kolkata', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires', 'EST5EDT', 'GMT0']) {
      it(`takes the zone ${timezone} as given`, async () => {
        expect((await athlete.post('/training-sessions', { timezone })).json.timezone).to.equal(timezone);
      });
    }

    it('gives a zone its proper case', async () => {
      expect((await athlete.post('/training-sessions', { timezone: 'europe/BERLIN' })).json.timezone).to.equal(
        'Europe/Berlin',
      );
    });

    for (const timezone of ['+02:00', 'Mars/Olympus', '', 'PST', 'IST', 'SystemV/EST5EDT', 'Europe/Berlin\0', 'Z']) {
      it(`refuses the zone ${JSON.stringify(timezone)}`, async () => {
        expect(faults(await athlete.post('/training-sessions', { timezone }))).to.deep.equal(['value_error timezone']);
      });
    }

    it('lists every fault in one answer, headers included', async () => {
      const body = {
        id: 'x',
        name: 'n'.repeat(101),
        notes: 'n'.repeat(10_001),
        startedAt: 'x',
        extra: 1,
        importId: id,
      };
      const headers = { 'if-match': 'x', 'idempotency-key': 'with blank' };
      expect(faults(await athlete.post('/training-sessions', body, headers))).to.deep.equal([
        'extra_forbidden extra',
        'extra_forbidden importId',
        'missing timezone',
        'string_too_long name',
        'string_too_long notes',
        'uuid_parsing id',
        'value_error Idempotency-Key',
        'value_error If-Match',
        'value_error startedAt',
      ]);
    });

    it('takes names and notes to their limits, counted in characters', async () => {
      const answer = await athlete.post('/training-sessions', {
        ...zone,
        name: '💪'.repeat(100),
        notes: '\u202e\ufeffe\u0301'.repeat(2_500),
      });
      expect(answer.status).to.equal(201);
      expect(answer.json.name).to.equal('💪'.repeat(100));
      expect(answer.json.notes).to.equal('\u202e\ufeffe\u0301'.repeat(2_500));
    });

    it('refuses texts that nothing can hold, and names that do not show', async () => {
      for (const text of ['a\0b', '\ud800', 'x\udc00y']) {
        const answer = await athlete.post('/training-sessions', { ...zone, name: text, notes: text });
        expect(faults(answer)).to.deep.equal(['value_error name', 'value_error notes']);
      }
      for (const name of ['', '   ', '\u3000']) {
        const answer = await athlete.post('/training-sessions', { ...zone, name });
        expect(faults(answer)).to.deep.equal(['string_too_short name']);
      }
    });

    it('refuses ids that are no UUIDv7', async () => {
      const wrong = ['0190000000007000800000000000000a', '01900000-0000-4000-8000-000000000001', id.slice(1), 7];
      for (const sent of wrong) {
        const [fault] = faults(await athlete.post('/training-sessions', { ...zone, id: sent }));
        expect(fault).to.equal(typeof sent === 'number' ? 'string_type id' : 'uuid_parsing id');
      }
    });
  });

  describe('reading one', () => {
    it('gives the same bytes as the command did', async () => {
      const started = await athlete.post('/training-sessions', { ...zone, id });
      const read = await athlete.get(`/training-sessions/${id}`);
      expect(read.status).to.equal(200);
      expect(read.text).to.equal(started.text);
      expect(read.headers.get('etag')).to.equal('"0"');
      expect(read.headers.get('content-type')).to.equal('application/json; charset=utf-8');
      expect(read.headers.get('cache-control')).to.equal('private, no-cache');
    });

    it('is 304 for whoever has it', async () => {
      await start({ id });
      for (const tag of ['"0"', 'W/"0"', '"7", "0"', '*']) {
        const answer = await athlete.get(`/training-sessions/${id}`, { 'if-none-match': tag });
        expect(answer.status, tag).to.equal(304);
        expect(answer.text).to.equal('');
        expect(answer.headers.get('etag')).to.equal('"0"');
      }
      expect((await athlete.get(`/training-sessions/${id}`, { 'if-none-match': '"1"' })).status).to.equal(200);
    });

    it('finds it in any case of its id, and answers HEAD', async () => {
      const upper = '01900000-0000-7000-8000-00000000ABCD';
      await start({ id: upper });
      expect((await athlete.get(`/training-sessions/${upper}`)).status).to.equal(200);
      const head = await athlete.ask(`/training-sessions/${upper}`, { method: 'HEAD' });
      expect([head.status, head.text]).to.deep.equal([200, '']);
    });

    it('is 404 for an unknown, deleted or foreign one, and 422 for what is no id', async () => {
      await start({ id });
      problem(await athlete.get(`/training-sessions/${unknown}`), 404, 'session-not-found');
      const other = await signedIn(app, 'other@example.com');
      problem(await other.get(`/training-sessions/${id}`), 404, 'session-not-found');
      await athlete.delete(`/training-sessions/${id}`);
      problem(await athlete.get(`/training-sessions/${id}`), 404, 'session-not-found');
      for (const path of ['nonsense', '%00', '%ZZ', '%FF', '..%2F..', 'order', `${id}x`]) {
        expect(faults(await athlete.get(`/training-sessions/${path}`)), path).to.deep.equal(['uuid_parsing id']);
      }
      expect(faults(await athlete.get('/training-sessions/__proto__'))).to.deep.equal(['uuid_parsing id']);
    });
  });

  describe('editing one', () => {
    it('changes what is there and leaves what is absent', async () => {
      await start({ id, name: 'Legs', notes: 'heavy' });
      const answer = await athlete.patch(`/training-sessions/${id}`, { name: null, startedAt: '2026-03-01T11:00:00Z' });
      expect(answer.status).to.equal(200);
      expect(answer.json).to.include({ name: null, notes: 'heavy', startedAt: '2026-03-01T11:00:00.000000Z' });
      expect(answer.headers.get('etag')).to.equal(`"${answer.json.revision}"`);
    });

    it('takes an empty change for none', async () => {
      await start({ id });
      const answer = await athlete.patch(`/training-sessions/${id}`, {});
      expect([answer.status, answer.json.revision]).to.deep.equal([200, 0]);
    });

    it('refuses null where nothing can be cleared, and an absent body', async () => {
      await start({ id });
      const nulls = { startedAt: null, endedAt: null, timezone: null };
      expect(faults(await athlete.patch(`/training-sessions/${id}`, nulls))).to.deep.equal([
        'string_type endedAt',
        'string_type startedAt',
        'string_type timezone',
      ]);
      expect(faults(await athlete.patch(`/training-sessions/${id}`))).to.deep.equal(['missing body']);
    });

    it('is 404 for a foreign one, whatever the condition', async () => {
      await start({ id });
      const other = await signedIn(app, 'other@example.com');
      const answer = await other.patch(`/training-sessions/${id}`, { name: 'mine' }, { 'if-match': '"9"' });
      problem(answer, 404, 'session-not-found');
    });

    it('can be made conditional', async () => {
      await start({ id });
      const edit = (name: string, tag: string) =>
        athlete.patch(`/training-sessions/${id}`, { name }, { 'if-match': tag });
      expect((await edit('one', '"0"')).status).to.equal(200);
      problem(await edit('two', '"0"'), 412, 'revision-mismatch');
      problem(await edit('two', '"99999999999999999999999"'), 412, 'revision-mismatch');
      expect((await edit('two', '"1.17"')).status).to.equal(200);
      expect((await edit('three', 'W/"2"')).status).to.equal(200);
      expect((await edit('four', '*')).json).to.include({ name: 'four', revision: 4 });
      for (const tag of ['4', '""', '"x"', '"4', '"-1"', '"3", "4"', '']) {
        expect(faults(await edit('five', tag)), tag).to.deep.equal(['value_error If-Match']);
      }
    });

    it('is done once for a repeated key, also when the first condition is stale by then', async () => {
      await start({ id });
      const headers = { 'idempotency-key': '!'.repeat(200), 'if-match': '"0"' };
      const first = await athlete.patch(`/training-sessions/${id}`, { name: 'one' }, headers);
      await athlete.patch(`/training-sessions/${id}`, { name: 'two' });
      const again = await athlete.patch(`/training-sessions/${id}`, { name: 'one' }, headers);
      expect(again.status).to.equal(200);
      expect(again.text).to.equal(first.text);
      expect((await athlete.get(`/training-sessions/${id}`)).json.name).to.equal('two');
      for (const key of ['', 'a b', 'ü', 'x'.repeat(201), 'tab\t.']) {
        const wrong = { 'idempotency-key': key };
        const answer = await athlete.patch(`/training-sessions/${id}`, {}, wrong);
        expect(faults(answer), key).to.deep.equal(['value_error Idempotency-Key']);
      }
    });
  });

  describe('ending one', () => {
    for (const [verb, status] of [
      ['complete', 'completed'],
      ['abort', 'aborted'],
    ] as const) {
      it(`${verb}s it, now or at a given time, with or without a body`, async () => {
        const startedAt = '2026-03-01T11:00:00Z';
        const one = await athlete.post(`/training-sessions/${await start({ startedAt })}/${verb}`);
        expect(one.json).to.include({ status, endedAt: now, durationSeconds: 3600 });
        const two = await athlete.post(`/training-sessions/${await start({ startedAt })}/${verb}`, {
          endedAt: '2026-03-01T11:30:00Z',
        });
        expect([two.status, two.json.durationSeconds]).to.deep.equal([200, 1800]);
        const three = await athlete.post(`/training-sessions/${await start({ startedAt })}/${verb}`, {});
        expect(three.json.endedAt).to.equal(now);
      });
    }

    it('refuses a second end, unless it is the same', async () => {
      const endedAt = '2026-03-01T12:00:30Z';
      await start({ id });
      await athlete.post(`/training-sessions/${id}/complete`, { endedAt });
      const again = await athlete.post(`/training-sessions/${id}/complete`, { endedAt });
      expect([again.status, again.json.revision]).to.deep.equal([200, 1]);
      problem(await athlete.post(`/training-sessions/${id}/complete`), 409, 'session-ended');
      problem(await athlete.post(`/training-sessions/${id}/abort`, { endedAt }), 409, 'session-ended');
    });

    it('refuses an end before the start', async () => {
      await start({ id });
      const answer = await athlete.post(`/training-sessions/${id}/complete`, { endedAt: '2026-03-01T11:59:59Z' });
      expect(faults(answer)).to.deep.equal(['value_error endedAt']);
    });
  });

  describe('deleting one', () => {
    it('is 204 without a body, once; a repeated key gets it again', async () => {
      await start({ id });
      const key = { 'idempotency-key': 'away' };
      const answer = await athlete.delete(`/training-sessions/${id}`, key);
      expect([answer.status, answer.text]).to.deep.equal([204, '']);
      expect((await athlete.delete(`/training-sessions/${id}`, key)).status).to.equal(204);
      problem(await athlete.delete(`/training-sessions/${id}`), 404, 'session-not-found');
      problem(await athlete.post('/training-sessions', { ...zone, id }), 409, 'id-taken');
    });
  });

  describe('listing them', () => {
    const names = (answer: { json: { items: { name: string }[] } }) => answer.json.items.map(({ name }) => name);

    it('pages through one’s own, newest first', async () => {
      for (const [day, name] of ['a', 'b', 'c'].entries())
        await start({ name, startedAt: `2026-02-0${day + 1}T10:00:00Z` });
      await (await signedIn(app, 'other@example.com')).post('/training-sessions', zone);
      const first = await athlete.get('/training-sessions?pageSize=2');
      expect(names(first)).to.deep.equal(['c', 'b']);
      expect(first.json).to.include({ total: 3, limit: 2, offset: 0 });
      const second = await athlete.get('/training-sessions?pageSize=2&currentPage=2');
      expect(names(second)).to.deep.equal(['a']);
      expect(second.json).to.include({ total: 3, limit: 2, offset: 2 });
      expect(names(await athlete.get('/training-sessions?orderBy=name'))).to.deep.equal(['a', 'b', 'c']);
      expect((await athlete.get('/training-sessions?view=full')).json.items[0]).to.have.property('exercises');
      expect((await athlete.get('/training-sessions?status=completed')).json.total).to.equal(0);
    });

    it('hands on every parameter', async () => {
      await athlete.get(
        '/training-sessions?view=full&status=aborted&from=2026-01-01&to=2026-01-31&searchString=%20Bench%20%25&orderBy=createdAt&sortOrder=desc&currentPage=3&pageSize=100',
      );
      const { owner, needed, ...question } = app.asked.at(-1) ?? {};
      expect(needed).to.be.a('function');
      expect(question).to.deep.equal({
        view: 'full',
        status: 'aborted',
        from: '2026-01-01',
        to: '2026-01-31',
        search: 'Bench %',
        orderBy: 'createdAt',
        sortOrder: 'desc',
        limit: 100,
        offset: 200,
      });
      await athlete.get('/training-sessions?searchString=%20%20&orderBy=createdAt');
      expect(app.asked.at(-1)).to.deep.include({ search: undefined, sortOrder: 'asc', view: 'summary', limit: 20 });
    });

    for (const [query, fault] of [
      ['currentPage=0', 'greater_than_equal currentPage'],
      ['currentPage=x', 'int_parsing currentPage'],
      ['currentPage=1.5', 'int_parsing currentPage'],
      ['currentPage=', 'int_parsing currentPage'],
      ['currentPage=99999999999999', 'less_than_equal currentPage'],
      ['currentPage=999999999999999999999999', 'int_parsing currentPage'],
      ['pageSize=101', 'less_than_equal pageSize'],
      ['pageSize=1&pageSize=2', 'string_type pageSize'],
      ['orderBy=id', 'enum orderBy'],
      ['sortOrder=DESC', 'enum sortOrder'],
      ['view=all', 'enum view'],
      ['status=', 'enum status'],
      ['from=2026-02-30', 'value_error from'],
      ['to=01.02.2026', 'value_error to'],
      ['from[]=2026-01-01', 'extra_forbidden from[]'],
      ['status[a]=1', 'extra_forbidden status[a]'],
      ['searchString=a%00b', 'value_error searchString'],
      ['page=1', 'extra_forbidden page'],
      ['__proto__=1', 'extra_forbidden __proto__'],
      ['constructor=1', 'extra_forbidden constructor'],
    ] as const) {
      it(`refuses ?${query}`, async () => {
        expect(faults(await athlete.get(`/training-sessions?${query}`))).to.deep.equal([fault]);
      });
    }

    it('says so when it can not be fresh', async () => {
      const { DomainError } = await import('../../src/errors.ts');
      const behind = () => Promise.reject(new DomainError('read-model-behind', 'Not there yet.'));
      app.change({
        queries: { listSessions: behind, getSession: behind, listImports: behind, getImport: behind },
      });
      for (const path of ['/training-sessions', `/training-sessions/${id}`, '/imports', `/imports/${id}`]) {
        const answer = await athlete.get(path);
        problem(answer, 503, 'read-model-behind');
        expect(answer.headers.get('retry-after')).to.match(/^\d+$/);
      }
    });
  });

  it('needs a sign-in everywhere', async () => {
    const anyone = clientOf(app);
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['GET', `/${id}`],
      ['PATCH', `/${id}`],
      ['DELETE', `/${id}`],
      ['POST', `/${id}/complete`],
      ['POST', `/${id}/abort`],
      ['POST', `/${id}/exercises`],
      ['PUT', `/${id}/exercises/order`],
      ['PATCH', `/${id}/exercises/${id}`],
      ['DELETE', `/${id}/exercises/${id}`],
      ['POST', `/${id}/exercises/${id}/sets`],
      ['PUT', `/${id}/exercises/${id}/sets/order`],
      ['PATCH', `/${id}/exercises/${id}/sets/${id}`],
      ['DELETE', `/${id}/exercises/${id}/sets/${id}`],
    ] as const) {
      problem(await anyone.ask(`/training-sessions${path}`, { method }), 401, 'not-signed-in');
    }
  });
});
