import { expect } from 'chai';
import type { AccountId } from '../../src/events/ids.ts';
import { bodyOf } from '../../src/policies/webhooks/send-deliveries.ts';
import { apiDocument, expectDocumented } from './support/contract.ts';
import { useApp } from './support/use-app.ts';

describe('the routes that document the API', () => {
  const the = useApp();

  it('return the document, and 304 while it has not changed', async () => {
    const answer = await the.anyone.get('//openapi.json');
    expect(answer.status).to.equal(200);
    expect(answer.json).to.deep.equal(JSON.parse(JSON.stringify(apiDocument)));
    const again = await the.anyone.get('//openapi.json', { 'if-none-match': answer.headers.get('etag') ?? '' });
    expect(again.status).to.equal(304);
  });

  it('return a page that loads only files of this service', async () => {
    const page = await the.anyone.get('//docs');
    expect(page.headers.get('content-type')).to.equal('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).to.match(/^default-src 'none';script-src 'self';/);
    const loaded = [...page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, target = '']) => target);
    const files = loaded.filter((target) => target !== 'data:,');
    expect(files).to.deep.equal(['/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/docs/start.js']);
    for (const file of files) {
      const answer = await the.anyone.get(`/${file}`);
      expect(answer.status, file).to.equal(200);
      expect(answer.headers.get('content-security-policy')).to.match(/^default-src 'none';frame-ancestors/);
      expect(answer.headers.get('content-encoding')).to.equal('gzip');
    }
    expect((await the.anyone.get('//docs/start.js')).text).to.include("url: '/openapi.json'");
    expect((await the.anyone.get('//docs/package.json')).status).to.equal(422);
  });

  it('are linked from the index', async () => {
    const { json } = await the.anyone.get('//');
    for (const path of [json.docs, json.openapi, json.health]) {
      expect((await the.anyone.get(`/${path}`)).status, path).to.equal(200);
    }
  });
});

describe('the webhooks of the OpenAPI document', () => {
  const attempt = {
    stream: 'session-01900000-0000-7000-8000-000000000001',
    account: '01900000-0000-7000-8000-0000000000a1' as AccountId,
    revision: 12,
    recordedAt: '2026-03-01T12:00:00.000000Z',
  };
  const schemaOf = (name: string) => ['webhooks', name, 'post', 'requestBody', 'content', 'application/json', 'schema'];

  for (const [name, type, position] of [
    ['change', 'session.changed', 4711n],
    ['change', 'session.deleted', 4711n],
    ['change', 'athlete.session.changed', 4711n],
    ['ping', 'ping', null],
  ] as const) {
    it(`describe what the service sends as ${type}`, () => {
      const athlete = type.startsWith('athlete.') ? attempt.account : null;
      const body = bodyOf({ ...attempt, athlete, type, position }, () => '1-2-4711');
      expectDocumented(schemaOf(name), JSON.parse(body), type);
    });
  }
});
