import { expect } from 'chai';
import { type Client, clientOf, problem, signUpAndIn, validationErrors } from './support/client.ts';
import { now } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const id = '01900000-0000-7000-8000-000000000001';
const unknown = '01900000-0000-7000-8000-0000000000ee';
const zone = { timezone: 'Europe/Berlin' };

describe('reading, editing and ending training sessions', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });

  const start = async (body: object = {}) =>
    (await athlete.post('/training-sessions', { ...zone, ...body })).json.id as string;

  describe('reading a session', () => {
    it('returns the same bytes for a session as the command that started it', async () => {
      const started = await athlete.post('/training-sessions', { ...zone, id });
      const read = await athlete.get(`/training-sessions/${id}`);
      expect(read.status).to.equal(200);
      expect(read.text).to.equal(started.text);
      expect(read.headers.get('etag')).to.equal('"0"');
      expect(read.headers.get('content-type')).to.equal('application/json; charset=utf-8');
      expect(read.headers.get('cache-control')).to.equal('private, no-cache');
    });

    it('returns 304 for a session whose ETag the client has', async () => {
      await start({ id });
      for (const tag of ['"0"', 'W/"0"', '"7", "0"', '*']) {
        const answer = await athlete.get(`/training-sessions/${id}`, { 'if-none-match': tag });
        expect(answer.status, tag).to.equal(304);
        expect(answer.text).to.equal('');
        expect(answer.headers.get('etag')).to.equal('"0"');
      }
      expect((await athlete.get(`/training-sessions/${id}`, { 'if-none-match': '"1"' })).status).to.equal(200);
    });

    it('finds a session by its id in any case, and answers HEAD', async () => {
      const upper = '01900000-0000-7000-8000-00000000ABCD';
      await start({ id: upper });
      expect((await athlete.get(`/training-sessions/${upper}`)).status).to.equal(200);
      const head = await athlete.ask(`/training-sessions/${upper}`, { method: 'HEAD' });
      expect([head.status, head.text]).to.deep.equal([200, '']);
    });

    it('returns 404 for an unknown, deleted or foreign session, and 422 for an invalid id', async () => {
      await start({ id });
      problem(await athlete.get(`/training-sessions/${unknown}`), 404, 'session-not-found');
      const other = await signUpAndIn(the.app, 'other@example.com');
      problem(await other.get(`/training-sessions/${id}`), 404, 'session-not-found');
      await athlete.delete(`/training-sessions/${id}`);
      problem(await athlete.get(`/training-sessions/${id}`), 404, 'session-not-found');
      for (const path of ['nonsense', '%00', '%ZZ', '%FF', '..%2F..', 'order', `${id}x`]) {
        expect(validationErrors(await athlete.get(`/training-sessions/${path}`)), path).to.deep.equal([
          'uuid_parsing id',
        ]);
      }
      expect(validationErrors(await athlete.get('/training-sessions/__proto__'))).to.deep.equal(['uuid_parsing id']);
    });
  });

  describe('editing a session', () => {
    it('changes the sent fields of a session and keeps the others', async () => {
      await start({ id, name: 'Legs', notes: 'heavy' });
      const answer = await athlete.patch(`/training-sessions/${id}`, { name: null, startedAt: '2026-03-01T11:00:00Z' });
      expect(answer.status).to.equal(200);
      expect(answer.json).to.include({ name: null, notes: 'heavy', startedAt: '2026-03-01T11:00:00.000000Z' });
      expect(answer.headers.get('etag')).to.equal(`"${answer.json.revision}"`);
    });

    it('writes no event for an empty edit of a session', async () => {
      await start({ id });
      const answer = await athlete.patch(`/training-sessions/${id}`, {});
      expect([answer.status, answer.json.revision]).to.deep.equal([200, 0]);
    });

    it('rejects null for required fields of a session, and an absent body', async () => {
      await start({ id });
      const nulls = { startedAt: null, endedAt: null, timezone: null };
      expect(validationErrors(await athlete.patch(`/training-sessions/${id}`, nulls))).to.deep.equal([
        'string_type endedAt',
        'string_type startedAt',
        'string_type timezone',
      ]);
      expect(validationErrors(await athlete.patch(`/training-sessions/${id}`))).to.deep.equal(['missing body']);
    });

    it('returns 404 for an edit of a foreign session before it checks If-Match', async () => {
      await start({ id });
      const other = await signUpAndIn(the.app, 'other@example.com');
      const answer = await other.patch(`/training-sessions/${id}`, { name: 'mine' }, { 'if-match': '"9"' });
      problem(answer, 404, 'session-not-found');
    });

    it('checks If-Match of a session edit, with weak and extended tags and *', async () => {
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
        expect(validationErrors(await edit('five', tag)), tag).to.deep.equal(['value_error If-Match']);
      }
    });

    it('edits a session once for a repeated idempotency key, even with a stale If-Match', async () => {
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
        expect(validationErrors(answer), key).to.deep.equal(['value_error Idempotency-Key']);
      }
    });
  });

  describe('ending a session', () => {
    for (const [verb, status] of [
      ['complete', 'completed'],
      ['abort', 'aborted'],
    ] as const) {
      it(`${verb}s a session now or at a given time, with or without a body`, async () => {
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

    it('refuses to end a session a second time, unless status and time are equal', async () => {
      const endedAt = '2026-03-01T12:00:30Z';
      await start({ id });
      await athlete.post(`/training-sessions/${id}/complete`, { endedAt });
      const again = await athlete.post(`/training-sessions/${id}/complete`, { endedAt });
      expect([again.status, again.json.revision]).to.deep.equal([200, 1]);
      problem(await athlete.post(`/training-sessions/${id}/complete`), 409, 'session-ended');
      problem(await athlete.post(`/training-sessions/${id}/abort`, { endedAt }), 409, 'session-ended');
    });

    it('rejects an end of a session before its start', async () => {
      await start({ id });
      const answer = await athlete.post(`/training-sessions/${id}/complete`, { endedAt: '2026-03-01T11:59:59Z' });
      expect(validationErrors(answer)).to.deep.equal(['value_error endedAt']);
    });
  });

  describe('deleting a session', () => {
    it('deletes a session once, and repeats 204 for the same idempotency key', async () => {
      await start({ id });
      const key = { 'idempotency-key': 'away' };
      const answer = await athlete.delete(`/training-sessions/${id}`, key);
      expect([answer.status, answer.text]).to.deep.equal([204, '']);
      expect((await athlete.delete(`/training-sessions/${id}`, key)).status).to.equal(204);
      problem(await athlete.delete(`/training-sessions/${id}`), 404, 'session-not-found');
      problem(await athlete.post('/training-sessions', { ...zone, id }), 409, 'id-taken');
    });
  });

  it('returns 401 on every session route without a sign-in', async () => {
    const anyone = clientOf(the.app);
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
