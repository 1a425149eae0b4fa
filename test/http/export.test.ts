import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { type Answer, problem, signIn, validationErrors } from './support/client.ts';
import type { Person } from './support/people.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const linesOf = ({ text }: Answer) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('GET /export', () => {
  const the = useApp();
  let athlete: Person;
  let ids: string[];
  beforeEach(async () => {
    athlete = await the.person();
    ids = [];
    for (const day of Array.from({ length: 25 }, (_, index) => index + 1)) {
      const exercises = [
        { name: 'Squat', mode: 'reps', supersetGroup: 1, sets: [{ reps: day, rir: 2, notes: 'low' }] },
      ];
      const startedAt = `2026-02-${String(day).padStart(2, '0')}T10:00:05Z`;
      const body = { timezone: 'Europe/Berlin', startedAt, endedAt: startedAt, name: `=Day ${day}`, exercises };
      ids.push((await athlete.post('/training-sessions', body)).json.id);
    }
  });

  it('returns everything of the account as the API answers it, a document per line, and nothing of others', async () => {
    const stranger = await the.person('stranger@example.com');
    await stranger.post('/training-sessions', { timezone: 'UTC' });
    const answer = await athlete.get('/export');
    expect(answer.status).to.equal(200);
    const [header, account, ...rest] = linesOf(answer);
    expect(header).to.include({ kind: 'export', format: 'irontrack', version: 1 });
    expect(account).to.deep.equal({ kind: 'account', document: (await athlete.get('/access/me')).json });
    expect(rest.pop()).to.deep.equal({
      kind: 'end',
      exercises: 0,
      profiles: 0,
      measurements: 0,
      units: 0,
      plans: 0,
      schedules: 0,
      sessions: 25,
      imports: 0,
    });
    expect(rest.map(({ kind, document }) => [kind, document.id])).to.have.deep.members(
      ids.map((id) => ['session', id]),
    );
    const shown = (await athlete.get(`/training-sessions/${ids[24]}`)).json;
    expect(rest.find(({ document }) => document.id === ids[24])).to.deep.equal({ kind: 'session', document: shown });
  });

  it('returns the sessions as a file for Strong or Hevy, and names what the format cannot hold', async () => {
    for (const [format, lost] of [
      ['strong', ['timeZones', 'supersets', 'rir']],
      ['hevy', ['timeZones', 'seconds', 'setNotes', 'rir']],
    ] as const) {
      const answer = await athlete.get(`/export?format=${format}`);
      expect(answer.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
      expect(answer.headers.get('link')).to.equal(`</api/v1/export/losses?format=${format}>; rel="describedby"`);
      expect(answer.text.trimEnd().split('\n')).to.have.lengthOf(26);
      const { json } = await athlete.get(`/export/losses?format=${format}`);
      expect(json.format).to.equal(format);
      expect(json.losses.map(({ kind }: { kind: string }) => kind)).to.have.members(lost);
      for (const { count } of json.losses) expect(count).to.equal(25);
    }
  });

  it('reads no further than the client, and stops when the client leaves', async () => {
    let pages = 0;
    the.app.changeQueries({
      async readHistoryPage({ kind }) {
        if (kind !== 'session') return { items: [], next: null };
        pages += 1;
        return { items: [JSON.stringify({ text: 'x'.repeat(1_000_000) })], next: { key: String(pages), id: 'x' } };
      },
    });
    const socket = connect(the.app.port, '127.0.0.1');
    socket.write(`GET /api/v1/export HTTP/1.1\r\nHost: x\r\nCookie: ${athlete.cookie}\r\n\r\n`);
    await once(socket, 'data');
    socket.pause();
    // The pages that are read fill the buffers of both sockets. Then no other page is read.
    for (let before = -1; before !== pages; ) {
      before = pages;
      for (let turn = 0; turn < 200; turn += 1) await setImmediate();
    }
    expect(pages).to.be.within(1, 50);
    const read = pages;
    const logged = the.app.lines.length;
    socket.destroy();
    while (the.app.lines.length === logged) await setImmediate();
    for (let turn = 0; turn < 200; turn += 1) await setImmediate();
    expect(pages - read).to.be.at.most(1);
  });

  it('ends before its end when the sign-in ends, or when the account is deactivated', async () => {
    the.app.change({ config: { ...httpConfig, live: { ...httpConfig.live, checkMs: 0 } } });
    const root = await the.superuser();
    for (const end of [
      () => athlete.post('/access/logout'),
      () => root.patch(`/users/${athlete.id}`, { isActive: false }),
    ]) {
      athlete = { ...athlete, ...(await signIn(the.app, athlete.email)) };
      let pages = 0;
      the.app.changeQueries({
        async readHistoryPage({ kind }) {
          if (kind === 'session') pages += 1;
          if (kind !== 'session' || pages > 20) return { items: [], next: null };
          if (pages === 3) await end();
          return { items: [JSON.stringify({ text: 'x'.repeat(100_000) })], next: { key: String(pages), id: 'x' } };
        },
      });
      const answer = await fetch(`${the.app.origin}/api/v1/export`, { headers: { cookie: athlete.cookie ?? '' } });
      const read = await answer.text().then(
        () => 'whole',
        () => 'a part',
      );
      expect([read, pages]).to.deep.equal(['a part', 3]);
    }
  });

  it('refuses other formats, and callers who are not signed in', async () => {
    expect(validationErrors(await athlete.get('/export?format=fitnotes'))).to.deep.equal(['enum format']);
    expect(validationErrors(await athlete.get('/export/losses?format=irontrack'))).to.deep.equal(['enum format']);
    expect(validationErrors(await athlete.get('/export/losses'))).to.deep.equal(['missing format']);
    problem(await the.anyone.get('/export'), 401, 'not-signed-in');
  });
});
