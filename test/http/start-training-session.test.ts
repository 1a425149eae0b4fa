import { expect } from 'chai';
import { type Client, problem, signUpAndIn, validationErrors } from './support/client.ts';
import { now } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const id = '01900000-0000-7000-8000-000000000001';
const zone = { timezone: 'Europe/Berlin' };

describe('POST /training-sessions', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });

  const start = async (body: object = {}) =>
    (await athlete.post('/training-sessions?replace=abort', { ...zone, ...body })).json.id as string;

  describe('starting a session', () => {
    it('returns a new session with ETag and Location', async () => {
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

    it('generates a UUIDv7 for a new session, and stores a client id in lower case', async () => {
      expect(await start()).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(await start({ id: '01900000-0000-7000-8000-00000000ABCD' })).to.equal(
        '01900000-0000-7000-8000-00000000abcd',
      );
    });

    it('returns 201 for a repeated client id, and 409 with another body or account', async () => {
      await start({ id, name: 'Legs' });
      await athlete.patch(`/training-sessions/${id}`, { notes: 'heavy' });
      const again = await athlete.post('/training-sessions', { ...zone, id, name: 'Legs' });
      expect(again.status).to.equal(201);
      expect(again.json).to.include({ notes: 'heavy', revision: 1 });
      problem(await athlete.post('/training-sessions', { ...zone, id, name: 'Arms' }), 409, 'id-taken');
      const other = await signUpAndIn(the.app, 'other@example.com');
      problem(await other.post('/training-sessions', { ...zone, id, name: 'Legs' }), 409, 'id-taken');
    });

    it('returns the session of a repeated idempotency key', async () => {
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
      const stranger = await signUpAndIn(the.app, 'other@example.com');
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
      it(`accepts the start time ${sent}`, async () => {
        const answer = await athlete.post('/training-sessions', { ...zone, startedAt: sent });
        expect(answer.status).to.equal(201);
        expect(answer.json.startedAt).to.equal(kept);
      });
    }

    for (const [sent, type] of [
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
      it(`rejects the start time ${sent}`, async () => {
        const answer = await athlete.post('/training-sessions', { ...zone, startedAt: sent });
        expect(validationErrors(answer)).to.deep.equal([`${type} startedAt`]);
      });
    }

    for (const timezone of ['UTC', 'Asia/Kolkata', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires', 'EST5EDT', 'GMT0']) {
      it(`stores the time zone ${timezone} as sent`, async () => {
        expect((await athlete.post('/training-sessions', { timezone })).json.timezone).to.equal(timezone);
      });
    }

    it('stores a time zone in its proper case', async () => {
      expect((await athlete.post('/training-sessions', { timezone: 'europe/BERLIN' })).json.timezone).to.equal(
        'Europe/Berlin',
      );
    });

    for (const timezone of ['+02:00', 'Mars/Olympus', '', 'PST', 'IST', 'SystemV/EST5EDT', 'Europe/Berlin\0', 'Z']) {
      it(`rejects the time zone ${JSON.stringify(timezone)}`, async () => {
        expect(validationErrors(await athlete.post('/training-sessions', { timezone }))).to.deep.equal([
          'value_error timezone',
        ]);
      });
    }

    it('lists every validation error of a new session, including its headers', async () => {
      const body = {
        id: 'x',
        name: 'n'.repeat(101),
        notes: 'n'.repeat(10_001),
        startedAt: 'x',
        extra: 1,
        importId: id,
      };
      const headers = { 'if-match': 'x', 'idempotency-key': 'with blank' };
      expect(validationErrors(await athlete.post('/training-sessions', body, headers))).to.deep.equal([
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

    it('accepts names and notes of a session up to their maximum length in code points', async () => {
      const answer = await athlete.post('/training-sessions', {
        ...zone,
        name: '💪'.repeat(100),
        notes: '\u202e\ufeffe\u0301'.repeat(2_500),
      });
      expect(answer.status).to.equal(201);
      expect(answer.json.name).to.equal('💪'.repeat(100));
      expect(answer.json.notes).to.equal('\u202e\ufeffe\u0301'.repeat(2_500));
    });

    it('rejects texts with NUL or unpaired surrogates, and blank names, for a session', async () => {
      for (const text of ['a\0b', '\ud800', 'x\udc00y']) {
        const answer = await athlete.post('/training-sessions', { ...zone, name: text, notes: text });
        expect(validationErrors(answer)).to.deep.equal(['value_error name', 'value_error notes']);
      }
      for (const name of ['', '   ', '\u3000']) {
        const answer = await athlete.post('/training-sessions', { ...zone, name });
        expect(validationErrors(answer)).to.deep.equal(['string_too_short name']);
      }
    });

    it('accepts a client id of every UUID version', async () => {
      for (const version of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const own = `f81d4fae-7dec-${version}1d0-a765-00a0c91e6bf6`;
        expect(await start({ id: own })).to.equal(own);
      }
    });

    it('rejects a client id of a session that is no UUID with a version', async () => {
      const wrong = [
        ...['0190000000007000800000000000000a', id.slice(1), '00000000-0000-0000-0000-000000000000', 7],
        ...['ffffffff-ffff-ffff-ffff-ffffffffffff', '01900000-0000-7000-c000-000000000001'],
      ];
      for (const sent of wrong) {
        const [error] = validationErrors(await athlete.post('/training-sessions', { ...zone, id: sent }));
        expect(error).to.equal(typeof sent === 'number' ? 'string_type id' : 'uuid_parsing id');
      }
    });
  });
});
