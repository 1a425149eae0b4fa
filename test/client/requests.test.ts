import { expect } from 'chai';
import { ifMatch } from '../../client/edit-session.ts';
import { ApiError, bodyOf } from '../../client/problem.ts';
import { password } from '../http/support/client.ts';
import { useClient } from './support/use-client.ts';

const sessions = '/api/v1/training-sessions';
const body = { timezone: 'UTC' };
const unavailable = () => new Response(null, { status: 503, headers: { 'retry-after': '0' } });

describe('the typed client', () => {
  const the = useClient();

  it('logs a whole session and reads it back with types', async () => {
    const client = await the.signedIn();
    const squat = { name: 'Squat', mode: 'reps', sets: [{ weight: { value: 102.5, unit: 'kg' }, reps: 5 }] } as const;
    const { id } = await bodyOf(client.POST(sessions, { body: { ...body, exercises: [squat] } }));
    const read = await bodyOf(client.GET('/api/v1/training-sessions/{id}', { params: { path: { id } } }));
    expect(read.exercises[0]?.sets[0]?.weight).to.deep.equal({ value: 102.5, unit: 'kg' });
  });

  it('signs in with a personal access token', async () => {
    const person = await the.person();
    const { token } = (await person.post('/access/tokens', { name: 'script', scopes: ['read'] })).json;
    const client = the.clientWith({ token });
    expect((await bodyOf(client.GET('/api/v1/access/me'))).email).to.equal('athlete@example.com');
  });

  it('throws the problem of a refusal', async () => {
    const client = await the.signedIn();
    const error = await bodyOf(client.POST(sessions, { body: { timezone: 'Mars/Base' } })).catch((thrown) => thrown);
    expect(error).to.be.instanceOf(ApiError);
    expect(error.problem).to.include({ code: 'validation', status: 422 });
  });

  it('renews an expired sign-in once for many requests', async () => {
    let renewals = 0;
    let isExpired = false;
    const client = await the.signedIn(async (request, send) => {
      if (request.url.endsWith('/refresh-jwt')) {
        renewals += 1;
        isExpired = false;
      } else if (isExpired) request.headers.delete('cookie');
      return send(request);
    });
    isExpired = true;
    const answers = await Promise.all(Array.from({ length: 8 }, () => client.GET('/api/v1/access/me')));
    expect(answers.map(({ response }) => response.status)).to.deep.equal(Array(8).fill(200));
    expect(renewals).to.equal(1);
  });

  it('returns the 401 when the sign-in cannot be renewed', async () => {
    const { response } = await the.clientWith({}).GET('/api/v1/access/me');
    expect(response.status).to.equal(401);
  });

  it('repeats a command under one key until it is answered, so that it takes effect once', async () => {
    const keys = new Set<string | null>();
    let attempts = 0;
    const client = await the.signedIn(async (request, send) => {
      if (request.method !== 'POST' || !request.url.endsWith(sessions)) return send(request);
      keys.add(request.headers.get('idempotency-key'));
      attempts += 1;
      if (attempts === 1) return unavailable();
      const response = await send(request);
      if (attempts === 2) throw new TypeError('The answer is lost.');
      return response;
    });
    await bodyOf(client.POST(sessions, { body }));
    expect({ attempts, keys: keys.size }).to.deep.equal({ attempts: 3, keys: 1 });
    expect((await bodyOf(client.GET(sessions))).total).to.equal(1);
  });

  it('does not repeat a sign-in whose answer is lost', async () => {
    let attempts = 0;
    const client = the.clientWith({
      fetch: async () => {
        attempts += 1;
        throw new TypeError('The network is down.');
      },
    });
    expect(await client.signIn('a@example.com', 'wrong').catch((error) => error)).to.be.instanceOf(TypeError);
    expect(attempts).to.equal(1);
  });

  it('gives up after the allowed number of attempts', async () => {
    let attempts = 0;
    const client = the.clientWith({
      retries: 2,
      fetch: async () => {
        attempts += 1;
        return unavailable();
      },
    });
    expect((await client.GET('/api/v1/access/me')).response.status).to.equal(503);
    expect(attempts).to.equal(3);
  });

  it('stops between two attempts when the caller aborts', async () => {
    const controller = new AbortController();
    const client = the.clientWith({
      fetch: async () => {
        setImmediate(() => controller.abort(new Error('enough')));
        return new Response(null, { status: 429, headers: { 'retry-after': '60' } });
      },
    });
    const call = client.GET('/api/v1/access/me', { signal: controller.signal });
    expect(await call.catch((error) => error)).to.have.property('message', 'enough');
  });

  it('repeats the edit of a session that another device has changed in between', async () => {
    const watch = await the.signedIn();
    const { id } = await bodyOf(watch.POST(sessions, { body }));
    const params = { path: { id } };
    const phone = the.clientWith({
      fetch: async (request) => {
        // The other device is faster than the first attempt.
        const isFirst = request.method === 'PUT' && edits === 1;
        if (isFirst) await bodyOf(watch.PATCH(`${sessions}/{id}`, { params, body: { name: 'Legs' } }));
        return fetch(request);
      },
    });
    await phone.signIn('athlete@example.com', password);
    let edits = 0;
    const edited = await phone.editSession(id, (session) => {
      edits += 1;
      return { ...session, name: `${session.name} and back` };
    });
    expect(edited.name).to.equal('Legs and back');
    const stale = { params: { path: { id }, header: ifMatch({ revision: 0 }) }, body: edited };
    expect((await phone.PUT(`${sessions}/{id}`, stale)).response.status).to.equal(412);
    expect(edits).to.equal(2);
  });

  it('asks for the state that another client has written', async () => {
    const tokens: (string | null)[] = [];
    const client = await the.signedIn(async (request, send) => {
      tokens.push(request.headers.get('x-consistency-token'));
      return send(request);
    });
    expect(client.lastWrite()).to.equal(null);
    await bodyOf(client.POST(sessions, { body }));
    const written = client.lastWrite();
    expect(written).to.match(/^\d+-\d+-\d+$/);
    client.readAfter(written ?? '');
    await client.GET(sessions);
    expect(tokens.at(-1)).to.equal(written);
  });
});
