import { expect } from 'chai';
import { type Client, password, problem } from './support/client.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const listed = 'https://app.example.com';
const second = 'https://coach.example.com:8443';
const notListed = [
  ...[
    'https://evil.example',
    'null',
    'http://app.example.com',
    'https://app.example.com:8443',
    'https://app.example.co',
  ],
  ...[
    'https://x.app.example.com',
    'https://app.example.com.evil.example',
    `${listed}, ${second}`,
    listed.toUpperCase(),
  ],
];

describe('CORS', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    the.app.change({ config: { ...httpConfig, corsOrigins: [listed, second] } });
    athlete = await the.person();
  });

  const allowing = ({ headers }: { headers: Headers }) =>
    [...headers.keys()].filter((name) => name.startsWith('access-control-'));
  const asking = (origin: string, method = 'PUT') => ({
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'x-anything' },
  });

  it('answers preflights of listed origins with the allowed methods and headers', async () => {
    for (const origin of [listed, second]) {
      const answer = await the.anyone.ask('/training-sessions', asking(origin));
      expect([answer.status, answer.text]).to.deep.equal([204, '']);
      expect(Object.fromEntries(answer.headers)).to.include({
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
        'access-control-allow-headers':
          'Authorization,Content-Type,Idempotency-Key,If-Match,If-None-Match,Last-Event-ID,Mcp-Method,Mcp-Name,MCP-Protocol-Version,Prefer,X-Consistency-Token,X-Request-Id',
        'access-control-max-age': '600',
        vary: 'Origin',
      });
    }
  });

  it('lets pages of listed origins read responses, problems and selected headers', async () => {
    const headers = { origin: listed, 'sec-fetch-site': 'same-site' };
    const created = await athlete.post('/training-sessions', { timezone: 'UTC' }, headers);
    expect(created.status).to.equal(201);
    for (const answer of [created, await athlete.get('/access/me', headers), await athlete.get('/nothing', headers)]) {
      expect(Object.fromEntries(answer.headers)).to.include({
        'access-control-allow-origin': listed,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers':
          'ETag,Link,Location,Idempotent-Replayed,Preference-Applied,X-Consistency-Token,X-Request-Id,Retry-After,RateLimit,RateLimit-Policy,WWW-Authenticate',
      });
      expect(answer.headers.get('vary')).to.include('Origin');
    }
  });

  it('lets pages of listed origins sign in and write, also from another site', async () => {
    const headers = { origin: listed, 'sec-fetch-site': 'cross-site' };
    const form = new URLSearchParams({ username: 'athlete@example.com', password });
    expect((await the.anyone.ask('/access/signin', { method: 'POST', raw: form, headers })).status).to.equal(204);
    expect((await athlete.post('/training-sessions', { timezone: 'UTC' }, headers)).status).to.equal(201);
  });

  it('gives origins that are not listed no CORS headers and refuses their writes', async () => {
    for (const origin of notListed) {
      const asked = await the.anyone.ask('/training-sessions', asking(origin));
      problem(asked, 405, 'method-not-allowed');
      const read = await athlete.get('/access/me', { origin });
      const sent = await athlete.post('/training-sessions', { timezone: 'UTC' }, { origin });
      problem(sent, 403, 'foreign-origin');
      for (const answer of [asked, read, sent]) expect(allowing(answer), origin).to.deep.equal([]);
      expect(read.headers.get('vary')).to.include('Origin');
    }
  });

  it('refuses writes without Origin when Sec-Fetch-Site names another site', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const sent = await athlete.post('/training-sessions', { timezone: 'UTC' }, { 'sec-fetch-site': site });
      problem(sent, 403, 'foreign-origin');
    }
  });

  it('answers 405 to an OPTIONS request that is no preflight', async () => {
    const answer = await the.anyone.ask('/access/me', { method: 'OPTIONS', headers: { origin: listed } });
    problem(answer, 405, 'method-not-allowed');
    expect(answer.headers.get('access-control-allow-origin')).to.equal(listed);
  });

  it('sends no CORS headers to any origin when none is listed', async () => {
    the.app.change({ config: httpConfig });
    const asked = await the.anyone.ask('/training-sessions', asking(listed));
    problem(asked, 405, 'method-not-allowed');
    const read = await athlete.get('/access/me', { origin: listed });
    expect([...allowing(asked), ...allowing(read)]).to.deep.equal([]);
    expect(read.headers.get('vary')).to.equal(null);
    problem(await athlete.post('/training-sessions', {}, { origin: listed }), 403, 'foreign-origin');
  });
});
