import { expect } from 'chai';
import { type Client, problem, validationErrors } from './support/client.ts';
import { type EventStream, openStream } from './support/event-stream.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

/** Times under which a stream ends only when a test ends it. */
const lasting = { retryMs: 3_000, checkMs: 60_000, lastsMs: 600_000 };

describe('GET /changes/live', () => {
  const the = useApp();
  let athlete: Client;
  let streams: EventStream[];
  beforeEach(async () => {
    streams = [];
    the.app.change({ config: { ...httpConfig, live: lasting } });
    athlete = await the.person();
  });
  afterEach(() => {
    for (const stream of streams) stream.close();
  });

  const open = async (path = '/changes/live', headers: Readonly<Record<string, string>> = {}, client = athlete) => {
    const stream = await openStream(the.app, client, path, headers);
    streams.push(stream);
    return stream;
  };
  const start = async (name: string): Promise<string> => {
    const { id } = (await athlete.post('/training-sessions', { name, timezone: 'UTC' })).json;
    await athlete.post(`/training-sessions/${id}/abort`);
    return id;
  };
  const idsOf = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => id);

  it('sends what the client lacks at once, and each later change, as pages with their tokens', async () => {
    const before = await start('before');
    const stream = await open('/changes/live?types=session');
    expect(stream.response.headers.get('content-type')).to.equal('text/event-stream; charset=utf-8');
    const first = await stream.next();
    expect(first).to.include({ retry: '3000', event: 'changes' });
    const page = JSON.parse(first?.data ?? '');
    expect(idsOf(page)).to.deep.equal([before]);
    expect(first?.id).to.equal(page.next);
    const later = await start('later');
    const seen: unknown[] = [];
    // The change may come as two pages: one after the start and one after the end of the session.
    for (let status = ''; status !== 'aborted'; ) {
      const next = await stream.nextData();
      seen.push(...idsOf(next));
      status = next.items.at(-1).document.status;
    }
    expect(new Set(seen)).to.deep.equal(new Set([later]));
  });

  it('continues after Last-Event-ID, which counts more than the token in the address', async () => {
    const { next: early } = (await athlete.get('/changes')).json;
    await start('seen');
    const { next } = (await athlete.get('/changes')).json;
    const unseen = await start('unseen');
    const stream = await open(`/changes/live?after=${early}`, { 'last-event-id': next });
    expect(idsOf(await stream.nextData())).to.deep.equal([unseen]);
    expect(validationErrors(await athlete.get('/changes/live', { 'last-event-id': 'x' }))).to.deep.equal([
      'value_error Last-Event-ID',
    ]);
    expect(validationErrors(await athlete.get('/changes/live?after=x'))).to.deep.equal(['value_error after']);
  });

  it('says in its first page that it has begun anew', async () => {
    const { next } = (await athlete.get('/changes')).json;
    const config = { ...httpConfig, live: lasting };
    the.app.change({ config, landmarks: { isInLog: async () => false, remember: () => {} } });
    const page = await (await open(`/changes/live?after=${next}`)).nextData();
    expect([page.reset, page.items.length]).to.deep.equal([true, 1]);
  });

  it('sends comments while nothing changes', async () => {
    the.app.change({ config: { ...httpConfig, live: { ...lasting, checkMs: 5 } } });
    const stream = await open();
    await stream.next();
    for (let number = 0; number < 3; number += 1) expect(await stream.next()).to.have.property('comment');
  });

  it('ends when the sign-in ends', async () => {
    the.app.change({ config: { ...httpConfig, live: { ...lasting, checkMs: 5 } } });
    const stream = await open();
    await stream.next();
    await athlete.post('/access/logout-all');
    while (await stream.next()) expect(stream.status).to.equal(200);
    problem(await athlete.get('/changes/live'), 401, 'not-signed-in');
  });

  it('ends when the personal access token is revoked with which it was opened', async () => {
    the.app.change({ config: { ...httpConfig, live: { ...lasting, checkMs: 5 } } });
    const body = { name: 'watch', scopes: ['read'] };
    const { token, id } = (await athlete.post('/access/tokens', body)).json;
    const stream = await open('/changes/live', { authorization: `Bearer ${token}` }, { ...athlete, cookie: null });
    expect((await stream.nextData()).items).to.have.lengthOf(1);
    await athlete.delete(`/access/tokens/${id}`);
    while (await stream.next()) expect(stream.status).to.equal(200);
  });

  it('ends after its time, and when the service stops', async () => {
    the.app.change({ config: { ...httpConfig, live: { ...lasting, lastsMs: 5 } } });
    const brief = await open();
    while (await brief.next()) expect(brief.status).to.equal(200);
    const closing = new AbortController();
    the.app.change({ config: { ...httpConfig, live: lasting }, closing: closing.signal });
    const stream = await open();
    await stream.next();
    closing.abort();
    expect(await stream.next()).to.equal(null);
  });

  it('is refused beyond the number that an account may have, which other requests do not use up', async () => {
    const open2 = [await open(), await open()];
    const refused = await open();
    expect(refused.status).to.equal(429);
    expect(refused.response.headers.get('retry-after')).to.equal('1');
    const all = await Promise.all([...Array(6)].map(() => athlete.get('/changes')));
    expect(all.map(({ status }) => status)).to.deep.equal(Array(6).fill(200));
    expect((await open('/changes/live', {}, await the.person('other@example.com'))).status).to.equal(200);
    open2[0]?.close();
    for (let status = 429; status === 429; ) ({ status } = await open());
  });

  it('is answered with a problem when its first page cannot be read', async () => {
    the.app.changeQueries({
      listChanges: () => Promise.reject(new Error('broken')),
    });
    problem(await athlete.get('/changes/live'), 500, 'internal');
  });
});
