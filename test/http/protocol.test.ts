import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { problem, signUpAndIn, validationErrors } from './support/client.ts';
import { healthy, httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const id = '01900000-0000-7000-8000-000000000001';
const json = { 'content-type': 'application/json' };

describe('the HTTP protocol', () => {
  const the = useApp();

  describe('system routes', () => {
    it('answers GET /ping with the text OK', async () => {
      const answer = await the.anyone.get('//ping');
      expect([answer.status, answer.text]).to.deep.equal([200, 'OK']);
      expect(answer.headers.get('content-type')).to.match(/^text\/plain/);
    });

    it('returns the status of each component on GET /health', async () => {
      const answer = await the.anyone.get('//health');
      expect(answer.status).to.equal(200);
      expect(answer.json).to.deep.equal({
        database_status: 'online',
        cache_status: 'online',
        event_store_status: 'online',
        pipeline: healthy.pipeline,
        app: 'IronTrack',
        version: '0.1.0',
      });
      expect((await the.anyone.get('//ready')).status).to.equal(200);
    });

    for (const part of ['database', 'cache', 'eventStore'] as const) {
      it(`returns 503 on /health and /ready while the ${part} is offline`, async () => {
        the.app.change({ health: async () => ({ ...healthy, [part]: 'offline' }) });
        const answer = await the.anyone.get('//health');
        expect(answer.status).to.equal(503);
        expect(Object.values(answer.json).filter((value) => value === 'offline')).to.have.lengthOf(1);
        expect((await the.anyone.get('//ready')).status).to.equal(503);
        expect((await the.anyone.get('//ping')).status).to.equal(200);
      });
    }

    it('returns 200 on /health and 503 on /ready while the pipeline is stalled', async () => {
      the.app.change({ health: async () => ({ ...healthy, pipeline: { ...healthy.pipeline, status: 'stalled' } }) });
      expect((await the.anyone.get('//health')).status).to.equal(200);
      expect((await the.anyone.get('//ready')).status).to.equal(503);
    });
  });

  describe('paths and methods', () => {
    it('returns 404 for unknown paths, signed in or not', async () => {
      for (const path of ['//api/v1', '/nothing', '/training-sessions/x/y', '//API/v1/access/me', '//%ZZ', '//%00']) {
        problem(await the.anyone.get(path), 404, 'not-found');
      }
      problem(await (await signUpAndIn(the.app)).post('/access', {}), 404, 'not-found');
    });

    for (const target of ['http://', 'http://[', 'https://[::1', 'http://?x']) {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        it(`returns 400 for ${method} ${target}, which is not a valid URL`, async () => {
          const sent = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
          const socket = connect(the.app.port, '127.0.0.1');
          socket.write(`${method} ${target} HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${sent}\r\nConnection: close\r\n\r\n`);
          const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
          expect(head).to.match(/^HTTP\/1\.1 400 /);
          expect(head.toLowerCase())
            .to.include('content-type: application/problem+json')
            .and.include(`x-request-id: ${sent}`);
          expect(JSON.parse(body)).to.include({
            type: 'urn:irontrack:problem:malformed-address',
            status: 400,
            instance: '/',
          });
          expect(
            the.app.lines.map(({ fields: { requestId, path, status } }) => [requestId, path, status]),
          ).to.deep.equal([[sent, null, 400]]);
        });
      }
    }

    it('routes an absolute URL by its path', async () => {
      const socket = connect(the.app.port, '127.0.0.1');
      socket.write('GET http://x/ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
      expect(await text(socket)).to.match(/^HTTP\/1\.1 200 OK/);
    });

    for (const [method, path, allow] of [
      ['DELETE', '/access/sessions', 'GET, HEAD'],
      ['GET', '/access/signup', 'POST'],
      ['PUT', '/training-sessions', 'GET, HEAD, POST'],
      ['POST', `/training-sessions/${id}`, 'GET, HEAD, PUT, PATCH, DELETE'],
      ['GET', `/training-sessions/${id}/complete`, 'POST'],
      ['PATCH', `/training-sessions/${id}/exercises/order`, 'PUT'],
      ['GET', `/training-sessions/${id}/exercises/${id}/sets/${id}`, 'PATCH, DELETE'],
      ['PUT', '/imports', 'GET, HEAD, POST'],
      ['POST', '//health', 'GET, HEAD'],
      ['OPTIONS', '/access/sessions', 'GET, HEAD'],
      ['PROPFIND', '/access/sessions', 'GET, HEAD'],
    ] as const) {
      it(`returns 405 with Allow for ${method} ${path}`, async () => {
        const answer = await the.anyone.ask(path, { method });
        problem(answer, 405, 'method-not-allowed');
        expect(answer.headers.get('allow')).to.equal(allow);
      });
    }
  });

  it('checks body, sign-in, origin, fields, existence, condition and state in that order', async () => {
    const athlete = await signUpAndIn(the.app);
    await athlete.post('/training-sessions', { id, timezone: 'UTC' });
    await athlete.post(`/training-sessions/${id}/complete`);
    const foreign = { 'sec-fetch-site': 'cross-site' };
    const unreadable = { method: 'PATCH', raw: '{', headers: { ...json, ...foreign } };
    expect(validationErrors(await the.anyone.ask('/training-sessions/x', unreadable))).to.deep.equal([
      'json_invalid body',
    ]);
    problem(await the.anyone.patch('/training-sessions/x', { x: 1 }, foreign), 401, 'not-signed-in');
    problem(await athlete.patch('/training-sessions/x', { x: 1 }, foreign), 403, 'foreign-origin');
    expect(validationErrors(await athlete.patch('/training-sessions/x', { x: 1 }))).to.have.lengthOf(2);
    const unknown = id.replace(/1$/, '2');
    validationErrors(await athlete.post(`/training-sessions/${unknown}/complete`, { endedAt: 1 }));
    problem(
      await athlete.post(`/training-sessions/${unknown}/complete`, {}, { 'if-match': '"9"' }),
      404,
      'session-not-found',
    );
    problem(
      await athlete.post(`/training-sessions/${id}/complete`, {}, { 'if-match': '"9"' }),
      412,
      'revision-mismatch',
    );
    problem(await athlete.post(`/training-sessions/${id}/complete`), 409, 'session-ended');
  });

  describe('host names', () => {
    const statusFor = async (host: string, path = '/ping') => {
      const socket = connect(the.app.port, '127.0.0.1');
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      return Number((await text(socket)).split(' ', 2)[1]);
    };

    it('that are not the service’s are refused on every path, so that DNS rebinding reaches no local installation', async () => {
      the.app.change({ config: { ...httpConfig, allowedHosts: ['app.example.com'] } });
      const own = ['localhost', 'LOCALHOST:3000', 'localhost.', 'web.localhost:5173', '127.0.0.1:3000', '192.168.1.5'];
      for (const host of [...own, '[::1]:3000', 'app.example.com', 'App.Example.com:443']) {
        expect(await statusFor(host), host).to.equal(200);
      }
      const foreign = [
        'evil.example',
        'localhost.evil.example',
        '127.0.0.1.evil.example',
        'app.example.com.evil.example',
      ];
      for (const host of [...foreign, 'notlocalhost', 'x.app.example.com', 'a b', '%CC%95'.repeat(1_000)]) {
        expect(await statusFor(host), host).to.equal(421);
        expect(await statusFor(host, '/api/v1/exercises'), host).to.equal(421);
        expect(await statusFor(host, '/nothing'), host).to.equal(421);
      }
      const socket = connect(the.app.port, '127.0.0.1');
      socket.write('GET /ping HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
      const [, body = ''] = (await text(socket)).split('\r\n\r\n');
      expect(JSON.parse(body).type).to.equal('urn:irontrack:problem:host-not-allowed');
      expect(JSON.parse(body).detail).to.include('ALLOWED_HOSTS');
    });
  });

  describe('request ids', () => {
    it('returns the client’s x-request-id if it is a UUIDv4, and a new one otherwise', async () => {
      const sent = '3F2504E0-4F89-41D3-9A0C-0305E82C3301';
      expect((await the.anyone.get('//ping', { 'x-request-id': sent })).headers.get('x-request-id')).to.equal(sent);
      for (const wrong of ['x', id, '3f2504e0-4f89-41d3-7a0c-0305e82c3301', '']) {
        const given = (await the.anyone.get('/nothing', { 'x-request-id': wrong })).headers.get('x-request-id');
        expect(given).not.to.equal(wrong);
        expect(given).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }
    });

    it('stores the request id as correlation and causation id of events, and the auth session as a part of the actor', async () => {
      const athlete = await signUpAndIn(the.app);
      const sent = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
      await athlete.post('/training-sessions', { id, timezone: 'UTC' }, { 'x-request-id': sent });
      const { id: by } = (await athlete.get('/access/me')).json;
      const { $correlationId, $causationId, actor, owner } =
        (await the.app.store.read(`session-${id}`))[0]?.metadata ?? {};
      expect([$correlationId, $causationId, owner]).to.deep.equal([sent, sent, by]);
      const [session] = (await athlete.get('/access/sessions')).json;
      expect(actor).to.deep.equal({ id: by, role: 'application-access', via: 'http', session: session.id });
    });
  });

  describe('security headers', () => {
    it('sends security headers with every response and no header that names the server', async () => {
      for (const answer of [await the.anyone.get('//ping'), await the.anyone.get('/nothing')]) {
        expect(Object.fromEntries(answer.headers)).to.include({
          'content-security-policy': "default-src 'none';frame-ancestors 'none'",
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
          'origin-agent-cluster': '?1',
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
          'x-dns-prefetch-control': 'off',
          'x-frame-options': 'DENY',
          'x-permitted-cross-domain-policies': 'none',
        });
        for (const name of ['x-powered-by', 'server', 'etag']) expect(answer.headers.get(name), name).to.equal(null);
      }
    });

    it('sends Strict-Transport-Security only when cookies are Secure', async () => {
      expect((await the.anyone.get('//ping')).headers.get('strict-transport-security')).to.equal(null);
      the.app.change({ config: { ...httpConfig, cookieSecure: true } });
      expect((await the.anyone.get('//ping')).headers.get('strict-transport-security')).to.equal('max-age=31536000');
    });
  });
});
