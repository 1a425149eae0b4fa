import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { type Client, problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const noItems = '{"items":[],"total":0,"limit":20,"offset":0}';

describe('requests of one account at the same time', () => {
  const the = useApp();
  let athlete: Person;
  let stranger: Client;
  beforeEach(async () => {
    athlete = await the.person();
    stranger = await the.person('stranger@example.com');
  });

  const limit = (running: number, waiting: number) =>
    the.app.change({ config: { ...httpConfig, limits: { ...httpConfig.limits, requests: { running, waiting } } } });

  /** Replaces a query by one that waits until the test opens it, and counts its calls. */
  function createSlowQuery(body = noItems) {
    const opened = Promise.withResolvers<void>();
    const calls = { running: 0, most: 0, begun: 0 };
    the.app.changeQueries({
      async listSessions() {
        calls.begun += 1;
        calls.running += 1;
        calls.most = Math.max(calls.most, calls.running);
        await opened.promise;
        calls.running -= 1;
        return { body, next: null };
      },
    });
    const begun = async (number: number) => {
      while (calls.begun < number) await setImmediate();
    };
    return { calls, begun, open: () => opened.resolve() };
  }
  const ask = (client: Client) => client.get('/training-sessions');

  /** Sends a GET request on a connection of its own, whose response is not read. */
  function askUnread(client: Client): Socket {
    const socket = connect(the.app.port, '127.0.0.1').pause();
    socket.on('error', () => {});
    socket.write(`GET /api/v1/training-sessions HTTP/1.1\r\nHost: x\r\nCookie: ${client.cookie}\r\n\r\n`);
    return socket;
  }

  /** Sends a request that the client can leave; the answer is then null. */
  const leavable = ({ signal }: AbortController) =>
    fetch(`${the.app.origin}/api/v1/training-sessions`, { headers: { cookie: athlete.cookie ?? '' }, signal }).catch(
      () => null,
    );

  it('run as many as the limit allows, wait for their turn, and are refused when too many wait', async () => {
    limit(2, 3);
    const query = createSlowQuery();
    const running = [ask(athlete), ask(athlete)];
    await query.begun(2);
    const others = [ask(athlete), ask(athlete), ask(athlete), ask(athlete)];
    const refused = await Promise.race(others);
    problem(refused, 429, 'too-many-requests');
    expect(refused.headers.get('retry-after')).to.equal('1');
    query.open();
    const statuses = (await Promise.all([...running, ...others])).map(({ status }) => status).sort();
    expect(statuses).to.deep.equal([200, 200, 200, 200, 200, 429]);
    expect(query.calls.most).to.equal(2);
  });

  it('have no effect when the rights of their sender have ended while they waited', async () => {
    limit(1, 1);
    const root = await the.superuser();
    const query = createSlowQuery();
    const slow = ask(athlete);
    await query.begun(1);
    // One of two further requests waits, and the other one is refused.
    const further = ['One', 'Two'].map((name) => athlete.patch('/access/me', { name }));
    problem(await Promise.race(further), 429, 'too-many-requests');
    expect((await root.patch(`/users/${athlete.id}`, { isActive: false })).status).to.equal(200);
    query.open();
    expect((await slow).status).to.equal(200);
    const statuses = (await Promise.all(further)).map(({ status }) => status).sort();
    expect(statuses).to.deep.equal([401, 429]);
    expect((await root.patch(`/users/${athlete.id}`, {})).json.name).to.equal(null);
  });

  it('do not delay the requests of another account', async () => {
    limit(1, 0);
    const query = createSlowQuery();
    const slow = ask(athlete);
    await query.begun(1);
    problem(await ask(athlete), 429, 'too-many-requests');
    expect((await stranger.get('/access/me')).status).to.equal(200);
    query.open();
    expect((await slow).status).to.equal(200);
    expect((await ask(athlete)).status).to.equal(200);
  });

  it('count a response that the client does not read, until its connection is closed', async () => {
    limit(1, 0);
    const query = createSlowQuery(JSON.stringify({ ...JSON.parse(noItems), filler: 'x'.repeat(32 * 1024 * 1024) }));
    query.open();
    const unread = askUnread(athlete);
    await query.begun(1);
    problem(await athlete.get('/access/me'), 429, 'too-many-requests');
    unread.destroy();
    while ((await athlete.get('/access/me')).status !== 200) await setImmediate();
  });

  it('count work whose client has left, until the work is done', async () => {
    limit(1, 0);
    const query = createSlowQuery();
    const left = askUnread(athlete);
    await query.begun(1);
    left.destroy();
    await once(left, 'close');
    problem(await athlete.get('/access/me'), 429, 'too-many-requests');
    query.open();
    while ((await athlete.get('/access/me')).status !== 200) await setImmediate();
  });

  it('give up a place in the queue when the client leaves', async () => {
    limit(1, 1);
    const query = createSlowQuery();
    const slow = ask(athlete);
    await query.begun(1);
    // One of two further requests waits, and the other one is refused, which shows that the slow request has its turn.
    const further = [new AbortController(), new AbortController()].map((leave) => ({ leave, answer: leavable(leave) }));
    const refused = await Promise.race(further.map(({ answer }) => answer));
    expect(refused?.status).to.equal(429);
    for (const { leave } of further) leave.abort();
    while (!the.app.lines.some(({ fields }) => fields.status === 499)) await setImmediate();
    query.open();
    expect((await slow).status).to.equal(200);
    expect((await athlete.get('/access/me')).status).to.equal(200);
    expect(query.calls.begun).to.equal(1);
  });

  it('refuse a third upload while two have not ended, but no other request', async () => {
    const headers = { 'content-type': 'text/csv', cookie: athlete.cookie ?? '', 'content-length': 1_000 };
    const path = '/api/v1/imports?format=strong&unit=kg&timezone=UTC';
    const begun = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let uploads = 0;
    the.app.change({
      spool: (content) => {
        begun[uploads]?.resolve();
        uploads += 1;
        return content[Symbol.asyncIterator]().next() as Promise<never>;
      },
    });
    const send = () => {
      const sending = request(`${the.app.origin}${path}`, { method: 'POST', headers });
      sending.on('error', () => {});
      sending.flushHeaders();
      return sending;
    };
    const sent = [send(), send()];
    await Promise.all(begun.map(({ promise }) => promise));
    const third = await athlete.ask('/imports?format=strong&unit=kg&timezone=UTC', {
      method: 'POST',
      raw: 'Date\n',
      headers: { 'content-type': 'text/csv' },
    });
    problem(third, 429, 'too-many-requests');
    expect((await athlete.get('/access/me')).status).to.equal(200);
    for (const sending of sent) sending.destroy();
  });
});
