import { expect } from 'chai';
import { problem } from './support/client.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const file = (type: string, text: string) => ({ type, body: Buffer.from(text) });
const consoleFiles = new Map([
  ['/index.html', file('text/html; charset=utf-8', '<!doctype html>')],
  ['/sw.js', file('text/javascript; charset=utf-8', 'self')],
  ['/assets/index-abc.js', file('text/javascript; charset=utf-8', 'const long = 1;'.repeat(100))],
]);
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the console over HTTP', () => {
  const the = useApp();
  beforeEach(() => the.app.change({ consoleFiles }));
  const get = (path: string, headers: Record<string, string> = browser, method = 'GET') =>
    fetch(`${the.app.origin}${path}`, { method, headers });

  it('answers a browser with the page at every address that is none of the service', async () => {
    for (const path of ['/', '/history', '/sessions/01900000-0000-7000-8000-000000000001', '/nothing?a=b']) {
      const answer = await get(path);
      expect([answer.status, await answer.text()], path).to.deep.equal([200, '<!doctype html>']);
      expect(answer.headers.get('content-type')).to.equal('text/html; charset=utf-8');
      expect(answer.headers.get('cache-control')).to.equal('no-cache');
    }
  });

  it('leaves all addresses of the API, of other protocols and of missing files to the service', async () => {
    for (const path of ['/api', '/api/v1/nothing', '/oauth/nothing', '/.well-known/x', '/mcp/x', '/docs/x', '/x.js']) {
      const answer = await get(path);
      expect([answer.status, answer.headers.get('content-type')], path).to.deep.equal([
        path === '/docs/x' ? 422 : 404,
        'application/problem+json; charset=utf-8',
      ]);
    }
    problem(await the.anyone.get('/../../nothing'), 404, 'not-found');
  });

  it('answers programs at / with the addresses of the service', async () => {
    const answer = await get('/', { accept: '*/*' });
    expect(await answer.json()).to.include({ name: 'IronTrack', docs: '/docs' });
    expect(answer.headers.get('vary')).to.include('Accept');
    expect((await get('/history', { accept: '*/*' })).status).to.equal(404);
  });

  it('lets browsers keep files whose names contain a hash, and ask again for the others', async () => {
    const asset = await get('/assets/index-abc.js', { 'accept-encoding': 'gzip, br' });
    expect(asset.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-encoding')).to.equal('br');
    const worker = await get('/sw.js');
    expect(worker.headers.get('cache-control')).to.equal('no-cache');
    expect(worker.headers.get('content-security-policy')).to.include("connect-src 'self'");
    const known = await get('/sw.js', { 'if-none-match': worker.headers.get('etag') ?? '' });
    expect([known.status, await known.text()]).to.deep.equal([304, '']);
  });

  it('answers HEAD with the headers alone, and other methods as before', async () => {
    const head = await get('/history', { ...browser, 'accept-encoding': 'identity' }, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).to.deep.equal([200, '15', '']);
    expect((await get('/history', browser, 'POST')).status).to.equal(404);
  });

  it('forbids the page everything but its own scripts, styles and pictures, and the pictures of the operator', async () => {
    const policyOf = async () => (await get('/')).headers.get('content-security-policy') ?? '';
    expect(await policyOf())
      .to.include("default-src 'none'")
      .and.include("script-src 'self';")
      .and.include("img-src 'self' data:;")
      .and.not.include('unsafe');
    const config = { ...httpConfig, imageBase: 'https://pictures.example.net/base' };
    the.app.change({ consoleFiles, config });
    expect(await policyOf()).to.include("img-src 'self' data: https://pictures.example.net;");
  });

  it('is not there when it was not built, and the service works', async () => {
    the.app.change({ consoleFiles: new Map() });
    expect(await (await get('/')).json()).to.include({ name: 'IronTrack' });
    expect((await get('/history')).status).to.equal(404);
  });
});
