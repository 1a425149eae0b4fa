import { expect } from 'chai';
import { password, problem, signUpAndIn } from './support/client.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const id = '01900000-0000-7000-8000-000000000001';

describe('the origins of requests', () => {
  const the = useApp();

  describe('cross-site requests', () => {
    it('refuses writes from pages of other origins and allows their reads', async () => {
      const athlete = await signUpAndIn(the.app);
      for (const headers of [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: `http://127.0.0.1:${the.app.port + 1}` },
        { origin: `http://127.0.0.1:${the.app.port}`, 'sec-fetch-site': 'cross-site' },
        { origin: `ftp://127.0.0.1:${the.app.port}` },
        { origin: 'https://evil.example', 'sec-fetch-site': 'none' },
        { origin: `https://${'%CC%95'.repeat(1_000)}` },
      ]) {
        problem(await athlete.post('/training-sessions', { timezone: 'UTC' }, headers), 403, 'foreign-origin');
        problem(await athlete.delete(`/training-sessions/${id}`, headers), 403, 'foreign-origin');
        problem(await athlete.ask('/imports', { method: 'POST', raw: 'x', headers }), 403, 'foreign-origin');
        const form = new URLSearchParams({ username: 'athlete@example.com', password });
        problem(await the.anyone.ask('/access/signin', { method: 'POST', raw: form, headers }), 403, 'foreign-origin');
        expect((await athlete.get('/access/me', headers)).status).to.equal(200);
      }
    });

    it('allows writes from its own origin and from clients that are not browsers', async () => {
      const athlete = await signUpAndIn(the.app);
      for (const headers of [
        { 'sec-fetch-site': 'same-origin', origin: the.app.origin },
        { 'sec-fetch-site': 'none' },
        { origin: the.app.origin },
      ]) {
        expect((await athlete.post('/training-sessions?replace=abort', { timezone: 'UTC' }, headers)).status).to.equal(
          201,
        );
      }
    });
  });

  describe('pages of the own origin', () => {
    const started = { timezone: 'UTC' };

    it('may write through a proxy that replaces Host, when the browser says that they are of the same origin', async () => {
      const athlete = await signUpAndIn(the.app);
      const headers = { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5173' };
      expect((await athlete.post('/training-sessions', started, headers)).status).to.equal(201);
    });

    it('are told by a refusal which hosts differ and how to list the origin', async () => {
      const athlete = await signUpAndIn(the.app);
      const refused = await athlete.post('/training-sessions', started, { origin: 'http://localhost:5173' });
      problem(refused, 403, 'foreign-origin');
      expect(refused.json.detail)
        .to.include('http://localhost:5173')
        .and.include(`127.0.0.1:${the.app.port}`)
        .and.include('CORS_ORIGINS');
    });

    it('need TLS where the service has TLS', async () => {
      const athlete = await signUpAndIn(the.app);
      const [plain, secure] = [the.app.origin, the.app.origin.replace('http:', 'https:')];
      const write = (origin: string, headers = {}) =>
        athlete.post('/training-sessions?replace=abort', started, { origin, ...headers });
      // A proxy with TLS that is not trusted looks like plain HTTP, so pages with TLS pass there too.
      expect([(await write(plain)).status, (await write(secure)).status]).to.deep.equal([201, 201]);
      the.app.change({ config: { ...httpConfig, trustedProxies: ['loopback'] } });
      const forwarded = { 'x-forwarded-proto': 'https' };
      problem(await write(plain, forwarded), 403, 'foreign-origin');
      expect((await write(secure, forwarded)).status).to.equal(201);
      the.app.change({ config: { ...httpConfig, cookieSecure: true } });
      problem(await write(plain), 403, 'foreign-origin');
      expect((await write(secure)).status).to.equal(201);
    });
  });
});
