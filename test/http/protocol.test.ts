import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { type Client, clientOf, password, problem, signUpAndIn, validationErrors } from './support/client.ts';
import { healthy, httpConfig, startTestApp, type TestApp } from './support/test-app.ts';

const id = '01900000-0000-7000-8000-000000000001';
const json = { 'content-type': 'application/json' };

describe('the HTTP side', () => {
  let app: TestApp;
  let anyone: Client;

  beforeEach(async () => {
    app = await startTestApp();
    anyone = clientOf(app);
  });
  afterEach(() => app[Symbol.asyncDispose]());

  describe('of the system', () => {
    it('answers a ping', async () => {
      const answer = await anyone.get('//ping');
      expect([answer.status, answer.text]).to.deep.equal([200, 'OK']);
      expect(answer.headers.get('content-type')).to.match(/^text\/plain/);
    });

    it('tells its health', async () => {
      const answer = await anyone.get('//health');
      expect(answer.status).to.equal(200);
      expect(answer.json).to.deep.equal({
        database_status: 'online',
        cache_status: 'online',
        event_store_status: 'online',
        pipeline: healthy.pipeline,
        app: 'IronTrack',
        version: '0.1.0',
      });
      expect((await anyone.get('//ready')).status).to.equal(200);
    });

    for (const part of ['database', 'cache', 'eventStore'] as const) {
      it(`is 503 while the ${part} is away`, async () => {
        app.change({ health: async () => ({ ...healthy, [part]: 'offline' }) });
        const answer = await anyone.get('//health');
        expect(answer.status).to.equal(503);
        expect(Object.values(answer.json).filter((value) => value === 'offline')).to.have.lengthOf(1);
        expect((await anyone.get('//ready')).status).to.equal(503);
        expect((await anyone.get('//ping')).status).to.equal(200);
      });
    }

    it('is healthy but not ready while the pipeline stands still', async () => {
      app.change({ health: async () => ({ ...healthy, pipeline: { ...healthy.pipeline, status: 'stalled' } }) });
      expect((await anyone.get('//health')).status).to.equal(200);
      expect((await anyone.get('//ready')).status).to.equal(503);
    });
  });

  describe('of addresses and methods', () => {
    it('is 404 where there is nothing, signed in or not', async () => {
      for (const path of [
        '//',
        '//api/v1',
        '/nothing',
        '/training-sessions/x/y',
        '//API/v1/access/me',
        '//%ZZ',
        '//%00',
      ]) {
        problem(await anyone.get(path), 404, 'not-found');
      }
      problem(await (await signUpAndIn(app)).post('/access', {}), 404, 'not-found');
    });

    for (const target of ['http://', 'http://[', 'https://[::1', 'http://?x']) {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        it(`is 400 for ${method} ${target}, which is none`, async () => {
          const sent = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
          const socket = connect(app.port, '127.0.0.1');
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
          expect(app.lines.map(({ fields: { requestId, path, status } }) => [requestId, path, status])).to.deep.equal([
            [sent, null, 400],
          ]);
        });
      }
    }

    it('takes a whole address for its path', async () => {
      const socket = connect(app.port, '127.0.0.1');
      socket.write('GET http://x/ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
      expect(await text(socket)).to.match(/^HTTP\/1\.1 200 OK/);
    });

    for (const [method, path, allow] of [
      ['DELETE', '/access/sessions', 'GET, HEAD'],
      ['GET', '/access/signup', 'POST'],
      ['PUT', '/training-sessions', 'GET, HEAD, POST'],
      ['POST', `/training-sessions/${id}`, 'GET, HEAD, PATCH, DELETE'],
      ['GET', `/training-sessions/${id}/complete`, 'POST'],
      ['PATCH', `/training-sessions/${id}/exercises/order`, 'PUT'],
      ['GET', `/training-sessions/${id}/exercises/${id}/sets/${id}`, 'PATCH, DELETE'],
      ['PUT', '/imports', 'GET, HEAD, POST'],
      ['POST', '//health', 'GET, HEAD'],
      ['OPTIONS', '/access/sessions', 'GET, HEAD'],
      ['PROPFIND', '/access/sessions', 'GET, HEAD'],
    ] as const) {
      it(`is 405 for ${method} ${path}`, async () => {
        const answer = await anyone.ask(path, { method });
        problem(answer, 405, 'method-not-allowed');
        expect(answer.headers.get('allow')).to.equal(allow);
      });
    }
  });

  it('refuses in the contract’s order', async () => {
    const athlete = await signUpAndIn(app);
    await athlete.post('/training-sessions', { id, timezone: 'UTC' });
    await athlete.post(`/training-sessions/${id}/complete`);
    const foreign = { 'sec-fetch-site': 'cross-site' };
    const unreadable = { method: 'PATCH', raw: '{', headers: { ...json, ...foreign } };
    expect(validationErrors(await anyone.ask('/training-sessions/x', unreadable))).to.deep.equal(['json_invalid body']);
    problem(await anyone.patch('/training-sessions/x', { x: 1 }, foreign), 401, 'not-signed-in');
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

  describe('towards pages of other sites', () => {
    it('refuses what changes anything, and lets them read', async () => {
      const athlete = await signUpAndIn(app);
      for (const headers of [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: `http://127.0.0.1:${app.port + 1}` },
        { origin: `http://127.0.0.1:${app.port}`, 'sec-fetch-site': 'cross-site' },
      ]) {
        problem(await athlete.post('/training-sessions', { timezone: 'UTC' }, headers), 403, 'foreign-origin');
        problem(await athlete.delete(`/training-sessions/${id}`, headers), 403, 'foreign-origin');
        problem(await athlete.ask('/imports', { method: 'POST', raw: 'x', headers }), 403, 'foreign-origin');
        const form = new URLSearchParams({ username: 'athlete@example.com', password });
        problem(await anyone.ask('/access/signin', { method: 'POST', raw: form, headers }), 403, 'foreign-origin');
        expect((await athlete.get('/access/me', headers)).status).to.equal(200);
      }
    });

    it('lets its own pages and clients without a browser through', async () => {
      const athlete = await signUpAndIn(app);
      for (const headers of [
        { 'sec-fetch-site': 'same-origin', origin: app.origin },
        { 'sec-fetch-site': 'none' },
        { origin: app.origin },
      ]) {
        expect((await athlete.post('/training-sessions', { timezone: 'UTC' }, headers)).status).to.equal(201);
      }
    });
  });

  describe('of requests’ names', () => {
    it('gives a UUIDv4 back, and replaces anything else', async () => {
      const sent = '3F2504E0-4F89-41D3-9A0C-0305E82C3301';
      expect((await anyone.get('//ping', { 'x-request-id': sent })).headers.get('x-request-id')).to.equal(sent);
      for (const wrong of ['x', id, '3f2504e0-4f89-41d3-7a0c-0305e82c3301', '']) {
        const given = (await anyone.get('/nothing', { 'x-request-id': wrong })).headers.get('x-request-id');
        expect(given).not.to.equal(wrong);
        expect(given).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }
    });

    it('names what a command caused', async () => {
      const athlete = await signUpAndIn(app);
      const sent = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
      await athlete.post('/training-sessions', { id, timezone: 'UTC' }, { 'x-request-id': sent });
      const { id: by } = (await athlete.get('/access/me')).json;
      const { $correlationId, $causationId, actor, owner } = (await app.store.read(`session-${id}`))[0]?.metadata ?? {};
      expect([$correlationId, $causationId, owner]).to.deep.equal([sent, sent, by]);
      expect(actor).to.deep.equal({ id: by, role: 'application-access', via: 'http' });
    });
  });

  describe('of its log', () => {
    it('has one line per request, and nothing personal in it', async () => {
      const athlete = await signUpAndIn(app, 'secret.person@example.com');
      await athlete.post('/training-sessions', { id, timezone: 'UTC', name: 'secret name' });
      await athlete.get('/training-sessions?searchString=secret%20name');
      await athlete.get('/secret.person@example.com');
      await athlete.get('//ping');
      const text = JSON.stringify(app.lines);
      expect(text).not.to.match(/secret|example\.com|Str0ng|eyJ/);
      expect(app.lines.map(({ fields: { method, path, status } }) => [method, path, status])).to.deep.equal([
        ['POST', '/api/v1/access/signup', 201],
        ['POST', '/api/v1/access/signin', 204],
        ['POST', '/api/v1/training-sessions', 201],
        ['GET', '/api/v1/training-sessions', 200],
        ['GET', null, 404],
      ]);
      for (const { fields } of app.lines) {
        expect(fields.durationMs).to.be.a('number');
        expect(fields.requestId).to.match(/^[0-9a-f-]{36}$/);
      }
    });

    it('tells what an answer of 500 does not', async () => {
      const athlete = await signUpAndIn(app);
      app.change({ execute: () => Promise.reject(new TypeError('inner workings')) });
      const answer = await athlete.post('/training-sessions', { timezone: 'UTC' });
      problem(answer, 500, 'internal');
      expect(answer.text).not.to.match(/inner|TypeError|at /);
      const line = app.lines.find(({ level }) => level === 'error');
      expect(line?.fields.requestId).to.equal(answer.headers.get('x-request-id'));
      expect(JSON.stringify(line)).to.include('inner workings');
    });

    it('knows a client that hung up for what it is', async () => {
      const athlete = await signUpAndIn(app);
      const type = { json: 'application/json', csv: 'text/csv', form: 'multipart/form-data; boundary=b' };
      const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nx';
      for (const [path, contentType, begun] of [
        ['training-sessions', type.json, '{'],
        ['imports?format=strong&timezone=UTC&unit=kg', type.csv, 'Date,'],
        ['imports', type.form, head],
      ] as const) {
        const before = app.lines.length;
        const socket = connect(app.port, '127.0.0.1');
        const request = [
          `POST /api/v1/${path} HTTP/1.1`,
          'Host: localhost',
          `Cookie: ${athlete.cookie}`,
          `Content-Type: ${contentType}`,
          'Expect: 100-continue',
          'Content-Length: 5000',
        ];
        socket.write(`${request.join('\r\n')}\r\n\r\n`);
        // The server is at the body by the time it asks for it.
        await once(socket, 'data');
        await new Promise((resolve) => socket.write(begun, resolve));
        socket.destroy();
        while (app.lines.length === before) await new Promise(setImmediate);
        expect(app.lines.slice(before).map(({ level, fields }) => [level, fields.status])).to.deep.equal([
          ['info', 499],
        ]);
      }
    });
  });

  describe('of headers', () => {
    it('sends those that keep browsers careful, and not what it is made with', async () => {
      for (const answer of [await anyone.get('//ping'), await anyone.get('/nothing')]) {
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

    it('insists on TLS where cookies do, and there alone', async () => {
      expect((await anyone.get('//ping')).headers.get('strict-transport-security')).to.equal(null);
      app.change({ config: { ...httpConfig, cookieSecure: true } });
      expect((await anyone.get('//ping')).headers.get('strict-transport-security')).to.equal('max-age=31536000');
    });
  });
});
