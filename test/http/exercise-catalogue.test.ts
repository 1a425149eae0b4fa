import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { clientOf, problem } from './support/client.ts';
import { expectDefined } from './support/contract.ts';
import { type Cast, createCast } from './support/people.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const path = '/exercises/catalogue';
const body = {
  primaryMuscles: [1000],
  tags: [1000],
  difficultyLevel: 'beginner',
  category: 'strength',
  instructions: 'Go.',
};

describe('GET /exercises/catalogue', () => {
  let app: TestApp;
  let cast: Cast;

  beforeEach(async () => {
    app = await startTestApp();
    cast = await createCast(app);
    for (const list of ['muscle-groups', 'exercise-tags'])
      await cast.superuser.post(`/catalogs/${list}`, { name: 'first' });
    for (const name of ['Squat', 'Row']) await cast.superuser.post('/exercises/system', { ...body, name });
  });
  afterEach(() => app[Symbol.asyncDispose]());

  /** Requests the exercise catalogue and returns the response still compressed. `fetch` would decompress it. */
  const raw = (headers: Record<string, string>, method = 'GET') =>
    new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
      const options = { method, headers: { cookie: cast.athlete.cookie ?? '', ...headers } };
      request(`${app.origin}/api/v1${path}`, options, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => {
          const [status, body] = [res.statusCode ?? 0, Buffer.concat(chunks)];
          const encoding = res.headers['content-encoding'] as keyof typeof plain | undefined;
          const text = String(encoding && body.length > 0 ? plain[encoding](body) : body);
          const received = { status, headers: new Headers(Object.entries(res.headers) as [string, string][]), text };
          expectDefined({ method, path: `/api/v1${path}` }, received);
          resolve({ status, headers: res.headers, body });
        });
      })
        .on('error', reject)
        .end();
    });
  const plain = { br: brotliDecompressSync, gzip: gunzipSync };

  it('returns all catalogue exercises and no own exercises, with an ETag', async () => {
    await cast.athlete.post('/exercises/user', { ...body, name: 'Mine', tags: undefined });
    const answer = await cast.athlete.get(path);
    expect(answer.status).to.equal(200);
    expect(answer.json.items.map(({ name }: { name: string }) => name)).to.have.members(['Squat', 'Row']);
    const { id } = answer.json.items[0];
    expect(answer.json.items[0]).to.deep.equal((await cast.athlete.get(`/exercises/${id}`)).json);
    expect(answer.headers.get('etag')).to.match(/^"[^"]+"$/);
    problem(await clientOf(app).get(path), 401, 'not-signed-in');
    problem(await cast.superuser.post(path, {}), 405, 'method-not-allowed');
  });

  it('compresses the catalogue with the encoding that the client prefers', async () => {
    const identity = await raw({});
    expect(identity.headers).not.to.have.property('content-encoding');
    for (const [accepted, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip;q=0.5', 'gzip'],
      ['*', 'br'],
      ['identity', undefined],
      ['deflate', undefined],
      ['', undefined],
    ] as const) {
      const answer = await raw({ 'accept-encoding': accepted });
      expect(answer.headers, accepted).to.deep.include({ vary: 'Accept-Encoding', etag: identity.headers.etag });
      expect(answer.headers['content-encoding'], accepted).to.equal(encoding);
      expect(answer.headers['content-length']).to.equal(String(answer.body.length));
      expect(encoding ? plain[encoding](answer.body) : answer.body).to.deep.equal(identity.body);
    }
    const head = await raw({ 'accept-encoding': 'br' }, 'HEAD');
    expect([head.status, head.body.length, head.headers.etag]).to.deep.equal([200, 0, identity.headers.etag]);
  });

  it('returns 304 until an exercise of the catalogue changes', async () => {
    const tag = async () => (await cast.athlete.get(path)).headers.get('etag') ?? '';
    const first = await tag();
    for (const known of [first, `W/${first}`, `"x", ${first}`, '*']) {
      const answer = await raw({ 'if-none-match': known, 'accept-encoding': 'br' });
      expect([answer.status, answer.body.length]).to.deep.equal([304, 0]);
      expect(answer.headers).to.include({ etag: first, vary: 'Accept-Encoding' });
    }
    for (const unknown of [first.slice(1, -1), `W/${first.slice(1, -1)}`, '"x"', '']) {
      expect((await raw({ 'if-none-match': unknown })).status, unknown).to.equal(200);
    }
    await cast.superuser.post('/exercises/system', { ...body, name: 'Plank' });
    const changed = await cast.athlete.get(path, { 'if-none-match': first });
    expect(changed.status).to.equal(200);
    expect(changed.json.items).to.have.length(3);
  });

  it('reads each version of the catalogue once for many parallel requests', async () => {
    let texts = 0;
    app.change({
      queries: {
        ...app.queries,
        getExerciseCatalogue: async (question) => {
          const found = await app.queries.getExerciseCatalogue(question);
          if (found.body !== null) texts += 1;
          return found;
        },
      },
    });
    await cast.athlete.get(path);
    await Promise.all(Array.from({ length: 20 }, () => cast.stranger.get(path)));
    expect(texts).to.equal(1);
    await cast.superuser.post('/exercises/system', { ...body, name: 'Plank' });
    const all = await Promise.all(Array.from({ length: 20 }, () => cast.stranger.get(path)));
    expect(new Set(all.map(({ text }) => text)).size).to.equal(1);
    expect(all[0]?.json.items).to.have.length(3);
  });

  it('returns one complete version when a newer one is cached during the request', async () => {
    let held: (() => void) | undefined;
    let hold = false;
    app.change({
      queries: {
        ...app.queries,
        async getExerciseCatalogue(question) {
          const found = await app.queries.getExerciseCatalogue(question);
          if (hold) {
            hold = false;
            await new Promise<void>((resolve) => {
              held = resolve;
            });
          }
          return found;
        },
      },
    });
    const first = await cast.athlete.get(path);
    hold = true;
    const slow = cast.athlete.get(path);
    while (!held) await new Promise((resolve) => setImmediate(resolve));
    await cast.superuser.post('/exercises/system', { ...body, name: 'Plank' });
    expect((await cast.stranger.get(path)).json.items).to.have.length(3);
    held();
    const answer = await slow;
    expect([answer.status, answer.text]).to.deep.equal([200, first.text]);
  });
});
