import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect } from 'chai';
import * as oauth from 'oauth4webapi';
import { programOf } from '../http/support/client.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { meStatus, useAccounts } from './support/accounts.ts';
import { type App, appOf, consentAs, redirectUri, registerApp, signInOn, type Tokens } from './support/app-client.ts';
import { createBrowser, type Page } from './support/browser.ts';

describe('attacks on the access of apps', () => {
  const suite = useSystems();
  let system: System;
  let app: App;
  before(async () => {
    system = await sharedSystem();
    app = await registerApp(system.url);
  });
  const { newAccount } = useAccounts(() => system);
  const open = (url: string): Promise<Page> => createBrowser(system.url).open(url);
  const errorOf = (page: Page) => page.location && new URL(page.location).searchParams.get('error');
  const codeOf = (attempt: Promise<unknown>): Promise<string | null> =>
    attempt.then(
      () => null,
      ({ error, message }) => error ?? message,
    );
  const isIn = async (tokens: Tokens, origin = system.url) =>
    (await meStatus(programOf({ origin }, tokens.access_token))) === 200;
  /** The address at which the browser arrives after a consent. */
  const arrivalOf = async (parameters = {}) => {
    const begun = await app.begin(parameters);
    return { begun, arrived: await consentAs(system.url, begun, (await newAccount('victim')).email) };
  };
  /** The page that asks an account for its consent. */
  const asked = async () => {
    const { email, client } = await newAccount('asked');
    const browser = createBrowser(system.url);
    const page = await signInOn(browser, await browser.open((await app.begin()).url), email);
    expect(page.text).to.include('Bar Path').and.to.include(email);
    return { browser, page, client };
  };

  it('a redirect URI that the app has not registered gets a page, and no redirect', async () => {
    for (const foreign of [
      'https://evil.example/callback',
      `${redirectUri}/../x`,
      'http://127.0.0.1.evil.example/callback',
      'javascript:alert(1)',
    ]) {
      const page = await open((await app.begin({ redirect_uri: foreign })).url);
      expect([page.status, page.location], foreign).to.deep.equal([400, null]);
      expect(page.headers.get('content-security-policy')).to.include("default-src 'none'");
    }
  });

  it('the server redirects to no address of an unknown app, and shows no HTML of a request', async () => {
    const page = await open(
      (await app.begin({ client_id: '<b>unknown</b>', redirect_uri: 'https://evil.example/' })).url,
    );
    expect([page.status, page.location]).to.deep.equal([400, null]);
    expect(page.text).to.not.include('<b>unknown');
    const named = await registerApp(system.url, { client_name: '<script>alert(1)</script>\u202e' });
    const shown = await open((await named.begin()).url);
    expect(shown.text).to.include('&lt;script&gt;').and.to.not.include('<script').and.to.not.include('\u202e');
    for (const uri of ['javascript:alert(1)', 'data:text/html,x', 'http://evil.example/']) {
      expect(await codeOf(registerApp(system.url, { redirect_uris: [uri] })), uri).to.equal('invalid_redirect_uri');
    }
  });

  it('a value that Postgres cannot store is refused as wrong, as the name of an app, in its keys and as its id', async () => {
    const jwksWith = (member: unknown) => ({ jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'a', y: 'b', member }] } });
    const deep: unknown = JSON.parse('['.repeat(3_000) + ']'.repeat(3_000));
    const texts = ['Bar\0Path', 'Bar \ud800 Path'];
    const wrong = [...texts.flatMap((text) => [{ client_name: text }, jwksWith(text)]), jwksWith(deep)];
    for (const [index, metadata] of wrong.entries()) {
      const attempt = registerApp(system.url, metadata);
      expect(await codeOf(attempt), String(index)).to.equal('invalid_client_metadata');
    }
    const nameless = appOf(app.server, { client_id: 'a\0b' }, app.resource);
    expect((await open((await nameless.begin()).url)).status).to.equal(400);
    expect(await codeOf(nameless.refresh('x'))).to.equal('invalid_client');
  });

  it('a code that is used a second time is refused, and ends the tokens of the first time', async () => {
    const { begun, arrived } = await arrivalOf();
    const tokens = await app.finish(begun, arrived);
    expect(await isIn(tokens)).to.equal(true);
    expect(await codeOf(app.finish(begun, arrived))).to.equal('invalid_grant');
    expect(await isIn(tokens)).to.equal(false);
  });

  it('a code that two requests use at the same time leaves no valid token', async () => {
    const { begun, arrived } = await arrivalOf();
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => app.finish(begun, arrived)));
    const issued = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(issued.length).to.be.lessThan(2);
    for (const tokens of issued) expect(await isIn(tokens)).to.equal(false);
  });

  it('a code without its verifier, with another one or with a weaker method is worth nothing', async () => {
    expect(errorOf(await open((await app.begin({ code_challenge_method: 'plain' })).url))).to.equal('invalid_request');
    const { url } = await app.begin();
    expect(errorOf(await open(url.replace(/code_challenge=[^&]*&code_challenge_method=S256&/, '')))).to.equal(
      'invalid_request',
    );
    expect(errorOf(await open(url.replace('code_challenge_method=S256&', '')))).to.equal('invalid_request');

    const { begun, arrived } = await arrivalOf();
    const other = oauth.generateRandomCodeVerifier();
    expect(await codeOf(app.finish({ ...begun, verifier: other }, arrived))).to.equal('invalid_grant');
    const code = new URL(arrived).searchParams.get('code') ?? '';
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      client_id: app.client.client_id,
    });
    const answer = await fetch(app.server.token_endpoint ?? '', { method: 'POST', body });
    expect([answer.status, await errorIn(answer)]).to.deep.equal([400, 'invalid_grant']);
  });

  it('a code or a refresh token of one app is worth nothing to another', async () => {
    const other = appOf(app.server, (await registerApp(system.url)).client, app.resource);
    const { begun, arrived } = await arrivalOf();
    expect(await codeOf(other.finish(begun, arrived))).to.equal('invalid_grant');
    const tokens = await app.finish(begun, arrived);
    expect(await codeOf(other.refresh(tokens.refresh_token ?? ''))).to.equal('invalid_grant');
    await other.revoke(tokens.access_token);
    expect(await isIn(tokens)).to.equal(true);
  });

  it('a token for another resource is not issued, and one of another service is not accepted', async () => {
    expect(errorOf(await open((await app.begin({ resource: 'https://other.example/api' })).url))).to.equal(
      'invalid_target',
    );
    const { begun, arrived } = await arrivalOf();
    const tokens = await app.finish(begun, arrived);
    // The other service has the same database but another address.
    const service = suite.run(['serve'], { dataDir: system.dataDir, env: { PORT: '0' } });
    const origin = await service.prints(/^IronTrack is ready at (\S+)$/m);
    expect([await isIn(tokens), await isIn(tokens, origin)]).to.deep.equal([true, false]);

    const foreign = app.refresh(tokens.refresh_token ?? '', { resource: 'https://other.example/api' });
    expect(await codeOf(foreign)).to.equal('invalid_target');
  });

  it('a mix-up of servers is seen by the app, because each answer names the server', async () => {
    const { begun, arrived } = await arrivalOf();
    expect(new URL(arrived).searchParams.get('iss')).to.equal(system.url);
    const honest = appOf({ ...app.server, issuer: 'https://honest.example' }, app.client, app.resource);
    expect(await codeOf(honest.finish(begun, arrived))).to.match(/"iss"/);
    expect(await codeOf(app.finish(begun, arrived.replace(/&iss=[^&]*/, '')))).to.match(/"iss".* missing/);
    expect(
      new URL((await open((await app.begin({ scope: 'read', resource: 'x' })).url)).location ?? '').searchParams.get(
        'iss',
      ),
    ).to.equal(system.url);
  });

  it('no page frames the consent or runs a script in it, and no cache keeps it', async () => {
    const { page } = await asked();
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy)
      .to.include("default-src 'none'")
      .and.to.include("frame-ancestors 'none'")
      .and.to.not.include('script-src');
    expect(policy).to.include("form-action 'self' http://127.0.0.1:47001");
    expect(page.headers.get('x-frame-options')).to.equal('DENY');
    expect(page.headers.get('cache-control')).to.equal('no-store');
    expect(page.text).to.not.include('<script');
  });

  it('a page of another site cannot consent, and neither can another browser or account', async () => {
    const { browser, page, client } = await asked();
    const allow = { decision: 'allow', scope: ['read'] };
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-site' },
    ]) {
      const forged = await browser.submit(page, allow, headers);
      expect([forged.status, forged.location]).to.deep.equal([403, null]);
    }
    const elsewhere = await createBrowser(system.url).submit(page, allow);
    expect([elsewhere.status, elsewhere.location]).to.deep.equal([400, null]);

    const { email } = await newAccount('other');
    const form = page.text.replace(
      '<form method="post" action="',
      '<form method="post" action="/api/v1/access/signin" data-was="',
    );
    const body = { username: email, password: 'Str0ng&Steel' };
    expect(
      (await browser.submit({ ...page, text: form.replace(/<input type="hidden"[^>]*>/, '') }, body)).status,
    ).to.equal(204);
    const confused = await browser.submit(page, allow);
    expect([confused.status, confused.location]).to.deep.equal([409, null]);
    expect(confused.text).to.include(email);
    expect((await client.get('/access/grants')).json).to.deep.equal([]);
  });

  it('a refusal and a consent to nothing give no code', async () => {
    const { browser, page } = await asked();
    expect((await browser.submit(page, { decision: 'allow' })).status).to.equal(422);
    expect((await browser.submit(page, { decision: 'allow', scope: ['admin', 'coach'] })).status).to.equal(422);
    const refused = await browser.submit(page, { decision: 'deny' });
    expect(errorOf(refused)).to.equal('access_denied');
    expect((await browser.submit(page, { decision: 'allow', scope: ['read'] })).location).to.equal(null);
  });

  it('a refresh token that is used again ends everything that the app was allowed', async () => {
    const { begun, arrived } = await arrivalOf();
    const tokens = await app.finish(begun, arrived);
    const renewed = await app.refresh(tokens.refresh_token ?? '');
    expect(await codeOf(app.refresh(tokens.refresh_token ?? ''))).to.equal('invalid_grant');
    expect([await isIn(tokens), await isIn(renewed)]).to.deep.equal([false, false]);
    expect(await codeOf(app.refresh(renewed.refresh_token ?? ''))).to.equal('invalid_grant');
  });

  it('a metadata document at a private address is not fetched', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (const host of [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `[::1]:${port}`,
      `[::ffff:127.0.0.1]:${port}`,
      '169.254.169.254',
      '10.0.0.1',
    ]) {
      const page = await open((await app.begin({ client_id: `https://${host}/client.json` })).url);
      expect([page.status, page.location], host).to.deep.equal([400, null]);
    }
    server.close();
    expect(connections).to.equal(0);
  });

  it('a large registration is refused, and so is one with a secret', async () => {
    const post = (body: string) =>
      fetch(app.server.registration_endpoint ?? '', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      });
    const large = await post(JSON.stringify({ redirect_uris: [redirectUri], client_name: 'x'.repeat(20_000) }));
    expect(large.status).to.equal(413);
    const secret = await post(
      JSON.stringify({ redirect_uris: [redirectUri], token_endpoint_auth_method: 'client_secret_basic' }),
    );
    expect([secret.status, await errorIn(secret)]).to.deep.equal([400, 'invalid_client_metadata']);
  });
});

/** The OAuth error code in the body of a response. */
const errorIn = async (answer: Response): Promise<unknown> =>
  ((await answer.json()) as Readonly<{ error?: unknown }>).error;
