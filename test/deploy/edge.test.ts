import { once } from 'node:events';
import { request } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { afterEach } from 'mocha';
import { problemBody } from '../../src/http/problems/problem-body.ts';
import { httpConfig } from '../http/support/test-app.ts';
import { useApp } from '../http/support/use-app.ts';
import { usePrograms } from './support/debian-programs.ts';
import { type Edge, startEdge } from './support/edge.ts';

/** Replacements for texts of `deploy/angie`. They lower the limits, so that a test reaches them with a few requests. */
const smallLimits = {
  'rate=100r/s': 'rate=1r/m',
  'burst=400': 'burst=30',
  'client_max_body_size 2m': 'client_max_body_size 4k',
};

describe('the edge that deploy/angie configures', () => {
  usePrograms(['nginx', 'openssl']);
  const the = useApp();
  let edge: Edge;
  // The app of each test listens on another port, so each test starts its own edge in front of that port.
  const open = async (changes: Readonly<Record<string, string>> = {}) => {
    edge = await startEdge(the.app.port, changes);
  };
  afterEach(() => edge[Symbol.asyncDispose]());

  it('has a configuration without warnings', async () => {
    await open();
    expect(await edge.check()).to.match(/^[^\n]*syntax is ok\n[^\n]*test is successful\n$/);
  });

  it('speaks TLS 1.2 and 1.3 with HTTP/2, and no older version', async () => {
    await open();
    const versionOf = async (version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<readonly unknown[]> => {
      const options = {
        minVersion: version,
        maxVersion: version,
        ciphers: 'DEFAULT@SECLEVEL=0',
        ALPNProtocols: ['h2'],
      };
      const socket: TLSSocket = connect({ host: 'localhost', port: edge.port, ca: edge.ca, ...options });
      const failed = once(socket, 'error').then(([error]) => [error.code]);
      const secured = once(socket, 'secureConnect').then(() => [socket.getProtocol(), socket.alpnProtocol]);
      const result = await Promise.race([secured, failed]);
      socket.destroy();
      return result;
    };
    expect(await versionOf('TLSv1.2')).to.deep.equal(['TLSv1.2', 'h2']);
    expect(await versionOf('TLSv1.3')).to.deep.equal(['TLSv1.3', 'h2']);
    expect(await versionOf('TLSv1.1')).to.deep.equal(['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION']);
  });

  it('lets a client edit what it has read compressed, and answers 304 afterwards', async () => {
    await open();
    const { cookie } = await the.person();
    const headers = {
      cookie: cookie ?? '',
      origin: `https://localhost:${edge.port}`,
      'content-type': 'application/json',
    };
    const unit = { name: 'Push', exercises: Array(20).fill({ name: 'Plank', mode: 'time', target: { seconds: 60 } }) };
    const created = await edge.ask('/api/v1/training-units', { method: 'POST', headers, body: JSON.stringify(unit) });
    expect(created.status, created.body.toString()).to.equal(201);
    const path = String(created.headers.location);
    const read = await edge.ask(path, { headers: { ...headers, 'accept-encoding': 'gzip' } });
    expect(read.headers).to.include({ 'content-encoding': 'gzip' });
    expect(JSON.parse(gunzipSync(read.body).toString())).to.include({ name: 'Push' });
    const etag = String(read.headers.etag);
    const asked = { ...headers, 'if-match': etag };
    const edited = await edge.ask(path, { method: 'PATCH', headers: asked, body: JSON.stringify({ name: 'Pull' }) });
    expect(edited.status, edited.body.toString()).to.equal(200);
    const known = { ...headers, 'if-none-match': String(edited.headers.etag), 'accept-encoding': 'gzip' };
    expect((await edge.ask(path, { headers: known })).status).to.equal(304);
  });

  const requestId = '01900000-0000-4000-8000-00000000abcd';

  it('sends each header once, and the request id of the client', async () => {
    await open();
    const { rawHeaders, headers } = await edge.ask('/ping', { headers: { 'x-request-id': requestId } });
    const names = rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
    expect(names).to.deep.equal([...new Set(names)]);
    expect(headers).to.include({ 'x-request-id': requestId, 'x-content-type-options': 'nosniff' });
    expect(edge.accessLog().at(-1)).to.include({ requestId: requestId, path: '/ping', status: 200 });
  });

  it('gives the service the address of the client instead of the one that the client claims', async () => {
    the.app.change({ config: { ...httpConfig, trustedProxies: ['127.0.0.1'] } });
    await open();
    await edge.ask('/api/v1/access/me', { headers: { 'x-forwarded-for': '203.0.113.7' } });
    const addresses = the.app.lines.map(({ fields }) => fields.address);
    expect(addresses).to.include('127.0.0.1').and.not.to.include('203.0.113.7');
  });

  it('passes events of a live feed on while the feed is open', async () => {
    the.app.change({ config: { ...httpConfig, live: { ...httpConfig.live, lastsMs: 600_000 } } });
    await open();
    const { cookie } = await the.person();
    const headers = { cookie: cookie ?? '', 'accept-encoding': 'gzip' };
    const sent = request({
      host: 'localhost',
      family: 4,
      port: edge.port,
      ca: edge.ca,
      path: '/api/v1/changes/live',
      headers,
    });
    sent.end();
    const [response] = await once(sent, 'response');
    const [first] = await once(response, 'data');
    expect(String(first)).to.contain('retry: ');
    expect(response.headers).to.include({ 'content-type': 'text/event-stream; charset=utf-8' });
    sent.destroy();
  });

  it('keeps files of the console, and no answer of the API', async () => {
    const script = { type: 'text/javascript; charset=utf-8', body: Buffer.from('const long = 1;'.repeat(100)) };
    the.app.change({ consoleFiles: new Map([['/assets/index-abc.js', script]]) });
    await open();
    const cacheOf = async (path: string) => (await edge.ask(path)).headers['x-cache'];
    expect([await cacheOf('/assets/index-abc.js'), await cacheOf('/assets/index-abc.js')]).to.deep.equal([
      'MISS',
      'HIT',
    ]);
    expect([await cacheOf('/ping'), await cacheOf('/ping')]).to.deep.equal([undefined, undefined]);
  });

  it('refuses too many requests and too large bodies in the form of the service', async () => {
    await open(smallLimits);
    const large = await edge.ask('/api/v1/training-units?a=1', { method: 'POST', body: 'x'.repeat(5_000) });
    const body = problemBody.parse(JSON.parse(large.body.toString()));
    expect([large.status, body.code, body.instance]).to.deep.equal([
      413,
      'payload-too-large',
      '/api/v1/training-units',
    ]);
    const answers = await Promise.all(Array.from({ length: 40 }, () => edge.ask('/ping')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).to.be.within(5, 15);
    expect(refused[0]?.headers).to.include({ 'retry-after': '1', 'content-type': 'application/problem+json' });
    expect(problemBody.parse(JSON.parse(String(refused[0]?.body)))).to.include({ code: 'too-many-requests' });
  });

  it('answers 503 in the form of the service when no API process answers', async () => {
    await open({ 'include upstream.conf;': 'upstream irontrack { server 127.0.0.1:1; }' });
    const { status, headers, body } = await edge.ask('/api/v1/x"y');
    expect([status, headers['retry-after']]).to.deep.equal([503, '2']);
    expect(problemBody.parse(JSON.parse(body.toString()))).to.include({ code: 'unavailable', instance: '/api/v1/x' });
  });
});
