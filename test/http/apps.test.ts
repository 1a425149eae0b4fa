import { expect } from 'chai';
import type { Dependencies, OAuthServer } from '../../src/http/dependencies.ts';
import { policyOf } from '../../src/http/oauth/html.ts';
import { type Client, problem, programOf } from './support/client.ts';
import { createInMemoryRateLimits } from './support/in-memory-rate-limits.ts';
import type { Person } from './support/people.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const publicUrl = 'https://irontrack.example';
const resource = `${publicUrl}/api/v1`;
const hint = `resource_metadata="${publicUrl}/.well-known/oauth-protected-resource/api/v1"`;
const rates = {
  ...{ signInAccount: 9, ownPassword: 9, signInAddress: 9, signUp: 9, refresh: 9, passwordReset: 9, personalToken: 9 },
  ...{ assistantWrites: 9, assistantWorkouts: 9, appWrites: 9, appWorkouts: 9, appRequest: 9, appRegistration: 9 },
};

describe('the access of apps over HTTP', () => {
  const the = useApp();
  let athlete: Person;
  let answered: string[];
  const server: OAuthServer = {
    issuer: publicUrl,
    async answer(req, res) {
      answered.push(`${req.method} ${req.url}`);
      res.end('{}');
    },
    findRequest: async () => ({
      ...{ appName: 'Bar Path', clientId: 'x', scopes: ['read'], resource },
      redirectUri: 'bar.path:/back',
    }),
    allow: async () => null,
    deny: async () => 'bar.path:/back?error=access_denied',
  };
  const apps: Dependencies['apps'] = { publicUrl: () => publicUrl, load: async () => server };
  beforeEach(async () => {
    answered = [];
    the.app.change({ apps });
    athlete = await the.person();
  });

  const appOf = async (scopes: readonly ('read' | 'write' | 'coach' | 'admin')[], of = resource) => {
    const account = (await athlete.get('/access/me')).json.id;
    const { id, text } = the.app.appGrants.grant({ account, generation: 0 }, scopes, of);
    return { id, client: programOf(the.app, text) };
  };
  const statusOf = async (client: Client) => (await client.get('/access/me')).status;
  const at = (path: string, init?: RequestInit) => fetch(`${the.app.origin}${path}`, { redirect: 'manual', ...init });

  it('needs a token with the scope of the route', async () => {
    const { client } = await appOf(['read']);
    expect(await statusOf(client)).to.equal(200);
    const refused = await client.post('/training-sessions', { timezone: 'UTC' });
    problem(refused, 403, 'insufficient-scope');
    expect(refused.headers.get('www-authenticate')).to.equal(
      `Bearer error="insufficient_scope", scope="write", ${hint}`,
    );
    problem(await client.get('/users'), 403, 'insufficient-scope');
  });

  it('never includes routes about credentials', async () => {
    const { client } = await appOf(['read', 'write', 'coach', 'admin']);
    for (const path of ['/access/grants', '/access/tokens', '/access/sessions']) {
      problem(await client.get(path), 403, 'not-permitted');
    }
  });

  it('needs a token for the address of this service', async () => {
    const { client } = await appOf(['read'], 'https://other.example/api/v1');
    const refused = await client.get('/access/me');
    problem(refused, 401, 'not-signed-in');
    expect(refused.headers.get('www-authenticate')).to.equal(`Bearer error="invalid_token", ${hint}`);
    expect(await statusOf((await appOf(['read'], `${publicUrl}/mcp`)).client)).to.equal(401);
  });

  it('ends with the grant, which only its account sees and ends', async () => {
    const { id, client } = await appOf(['read']);
    const other = await the.person('other@example.com');
    expect((await other.get('/access/grants')).json).to.deep.equal([]);
    problem(await other.delete(`/access/grants/${id}`), 404, 'app-grant-not-found');
    const [listed] = (await athlete.get('/access/grants')).json;
    expect(listed).to.deep.include({ id, appName: 'Bar Path', scopes: ['read'], lastUsedAt: null });
    expect((await athlete.delete(`/access/grants/${id}`)).status).to.equal(204);
    expect(await statusOf(client)).to.equal(401);
  });

  it('begins with a refusal that names the metadata, which any page may read', async () => {
    expect((await the.anyone.get('/access/me')).headers.get('www-authenticate')).to.equal(`Bearer ${hint}`);
    const found = await at('/.well-known/oauth-protected-resource/api/v1');
    expect(found.headers.get('access-control-allow-origin')).to.equal('*');
    expect(await found.json()).to.deep.include({ resource, authorization_servers: [publicUrl] });
    const ofAssistants = await at('/.well-known/oauth-protected-resource/mcp');
    expect(await ofAssistants.json()).to.deep.include({ resource: `${publicUrl}/mcp` });
    expect(await (await at('/.well-known/oauth-authorization-server')).json()).to.deep.include({
      issuer: publicUrl,
      token_endpoint: `${publicUrl}/oauth/token`,
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
    });
  });

  it('does not exist while the service does not know its address', async () => {
    the.app.change({ apps: { ...apps, publicUrl: () => null } });
    for (const path of ['/.well-known/oauth-authorization-server', '/oauth/authorize', '/oauth/consent/x']) {
      expect((await at(path)).status, path).to.equal(404);
    }
    expect(await statusOf((await appOf(['read'])).client)).to.equal(401);
  });

  it('is limited per address: a flood of registrations stops', async () => {
    const limits = { ...rates, appRegistration: 2 };
    the.app.change({ apps, rateLimits: createInMemoryRateLimits(limits), config: httpConfig });
    const register = async () => (await at('/oauth/register', { method: 'POST', body: '{}' })).status;
    expect([await register(), await register(), await register()]).to.deep.equal([200, 200, 429]);
    expect(answered).to.deep.equal(['POST /oauth/register', 'POST /oauth/register']);
  });

  it('reaches the server only by its paths and methods, with small bodies', async () => {
    expect((await at('/oauth/token')).status).to.equal(405);
    expect((await at('/oauth/authorize', { method: 'POST', body: 'x' })).status).to.equal(405);
    for (const path of ['/oauth/unused/keys', '/oauth/unused/end', '/oauth/x', '/.well-known/openid-configuration']) {
      expect((await at(path)).status, path).to.equal(404);
    }
    expect((await at('/oauth/token', { method: 'POST', body: 'x'.repeat(20_000) })).status).to.equal(413);
    expect(answered).to.deep.equal([]);
  });

  it('asks for the smallest scope when the app names none', async () => {
    await at('/oauth/authorize?client_id=x');
    await at('/oauth/authorize?client_id=x&scope=write');
    expect(answered).to.deep.equal([
      'GET /oauth/authorize?client_id=x&scope=read',
      'GET /oauth/authorize?client_id=x&scope=write',
    ]);
  });

  it('shows an account without a sign-in a form, and lets it refuse without one', async () => {
    const page = await at('/oauth/consent/abc');
    expect(await page.text()).to.include('action="/oauth/consent/abc/sign-in"');
    expect(page.headers.get('content-security-policy')).to.include("form-action 'self' bar.path:");
    const body = new URLSearchParams({ username: 'athlete@example.com', password: 'wrong' });
    const wrong = await at('/oauth/consent/abc/sign-in', { method: 'POST', body });
    expect([wrong.status, wrong.headers.getSetCookie()]).to.deep.equal([401, []]);
    const refusal = await at('/oauth/consent/abc', { method: 'POST', body: new URLSearchParams({ decision: 'deny' }) });
    expect([refusal.status, refusal.headers.get('location')]).to.deep.equal([
      303,
      'bar.path:/back?error=access_denied',
    ]);
  });

  it('tells a person on the page that too many passwords were wrong', async () => {
    the.app.change({ apps, rateLimits: createInMemoryRateLimits({ ...rates, signInAccount: 1 }) });
    const signIn = () =>
      at('/oauth/consent/abc/sign-in', {
        method: 'POST',
        body: new URLSearchParams({ username: 'athlete@example.com', password: 'wrong' }),
      });
    expect((await signIn()).status).to.equal(401);
    const refused = await signIn();
    expect([refused.status, refused.headers.get('retry-after')]).to.deep.equal([429, '60']);
    expect(await refused.text())
      .to.include('Too many requests. Try again in 60 s.')
      .and.to.include('<form');
  });

  it('offers no consent to what the account cannot allow', async () => {
    const request = { appName: 'Bar Path', clientId: 'x', scopes: ['admin'], resource, redirectUri: 'bar.path:/back' };
    const asking: OAuthServer = { ...server, findRequest: async () => request as never };
    the.app.change({ apps: { ...apps, load: async () => asking } });
    const page = await at('/oauth/consent/abc', { headers: { cookie: athlete.cookie ?? '' } });
    const text = await page.text();
    expect(text).to.include('nothing that your account can allow').and.to.include('Refuse');
    expect(text).to.not.include('value="allow"');
  });

  it('lets the answer go to the app, by its scheme alone where browsers refuse the address in a policy', () => {
    const targetIn = (redirectUri: string) => /form-action 'self' (.*)$/.exec(policyOf(redirectUri))?.[1];
    expect(targetIn('https://app.example:8443/back')).to.equal('https://app.example:8443');
    expect(targetIn('http://127.0.0.1:47001/back')).to.equal('http://127.0.0.1:47001');
    expect(targetIn('http://[::1]:47001/back')).to.equal('http:');
    expect(targetIn('bar.path:/back')).to.equal('bar.path:');
  });

  it('tells an account that allows too many apps', async () => {
    const account = (await athlete.get('/access/me')).json.id;
    const body = new URLSearchParams({ decision: 'allow', scope: 'read', account });
    const answer = await at('/oauth/consent/abc', { method: 'POST', body, headers: { cookie: athlete.cookie ?? '' } });
    expect(answer.status).to.equal(422);
    expect(await answer.text()).to.include('too many apps');
  });
});
