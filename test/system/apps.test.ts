import { expect } from 'chai';
import { password, programOf } from '../http/support/client.ts';
import { sent, still } from '../http/support/still.ts';
import { busySecond } from '../support/busy-second.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { meStatus, useAccounts } from './support/accounts.ts';
import { type App, consentAs, registerApp, type Tokens } from './support/app-client.ts';
import { documentOf, expectRefusal } from './support/ends.ts';

describe('an app of others', () => {
  const suite = useSystems();
  let system: System;
  let app: App;
  before(async () => {
    system = await sharedSystem();
    app = await registerApp(system.url);
  });
  const { newAccount, users } = useAccounts(() => system);
  const programFor = (token: string, origin = system.url) => programOf({ origin }, token);
  const connect = async (email: string, scope?: string[]): Promise<Tokens> => {
    const begun = await app.begin();
    return app.finish(begun, await consentAs(system.url, begun, email, scope));
  };
  const refreshError = (token = '', parameters = {}) =>
    app.refresh(token, parameters).then(
      () => null,
      ({ error }) => error,
    );

  it('discovers the server, registers, gets tokens with PKCE, renews them and revokes them, with a standard library', async () => {
    const { email, client } = await newAccount('lifter');
    const tokens = await connect(email);
    expect(tokens).to.include({ scope: 'read write', expires_in: 3_600, token_type: 'bearer' });
    expect(await meStatus(programFor(tokens.access_token))).to.equal(200);

    const renewed = await app.refresh(tokens.refresh_token ?? '');
    expect(await meStatus(programFor(renewed.access_token))).to.equal(200);
    expect(renewed.refresh_token).to.not.equal(tokens.refresh_token);

    await app.revoke(renewed.refresh_token ?? '');
    for (const { access_token: token } of [tokens, renewed]) expect(await meStatus(programFor(token))).to.equal(401);
    expect(await refreshError(renewed.refresh_token)).to.equal('invalid_grant');
    expect(await meStatus(client)).to.equal(200);
  });

  it('may register the scopes that it is going to ask for, as clients of MCP do, and then gets no others', async () => {
    const { email } = await newAccount('planner');
    const all = await registerApp(system.url, { scope: 'read write coach admin' });
    const begun = await all.begin();
    expect((await all.finish(begun, await consentAs(system.url, begun, email))).scope).to.equal('read write');

    const reader = await registerApp(system.url, { scope: 'read' });
    const answer = await fetch((await reader.begin()).url, { redirect: 'manual' });
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('error')).to.equal('invalid_scope');
  });

  it('does only what the account has left of what it asked for, and can ask for less when it renews', async () => {
    const { email } = await newAccount('reader');
    const tokens = await connect(email, ['read']);
    expect(tokens.scope).to.equal('read');
    const refused = await programFor(tokens.access_token).post('/training-sessions', { timezone: 'UTC' });
    expect([refused.status, refused.json.code]).to.deep.equal([403, 'insufficient-scope']);
    expect((await programFor(tokens.access_token).get('/access/grants')).status).to.equal(403);

    const { email: other } = await newAccount('writer');
    const both = await connect(other);
    expect((await app.refresh(both.refresh_token ?? '', { scope: 'read' })).scope).to.equal('read');
    expect(await refreshError(tokens.refresh_token, { scope: 'read write' })).to.equal('invalid_scope');
  });

  it('is listed with its name, scopes and last use, and named in the events that it causes', async () => {
    const { email, client } = await newAccount('granted');
    const tokens = await connect(email);
    const program = programFor(tokens.access_token);
    const created = await program.post('/training-sessions', { timezone: 'UTC' });
    expect(created.status).to.equal(201);
    const [grant, ...others] = (await client.get('/access/grants')).json;
    expect(others).to.deep.equal([]);
    expect(grant).to.deep.include({ appName: 'Bar Path', scopes: ['read', 'write'], clientId: app.client.client_id });
    const [event] = (await client.get(`/audit/events?kind=session&id=${created.json.id}`)).json.items;
    expect(event.actor).to.deep.include({ session: grant.id, app: 'Bar Path' });
    const history = (await client.get('/audit/history?kind=session')).json.items;
    expect(history.map(({ actor }: { actor: object }) => actor)).to.deep.equal([event.actor]);
    expect((await client.get('/access/me/usage')).json.appGrants).to.deep.equal({ used: 1, limit: 50 });
  });

  it('reaches the address for assistants with a token for it, which the API refuses', async () => {
    const begun = await app.begin({ resource: `${system.url}/mcp` });
    const { email } = await newAccount('assisted');
    const tokens = await app.finish(begun, await consentAs(system.url, begun, email));
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${tokens.access_token}`,
    };
    const answer = await fetch(`${system.url}/mcp`, { method: 'POST', body, headers });
    expect(answer.status).to.not.be.oneOf([401, 403]);
    expect(await meStatus(programFor(tokens.access_token))).to.equal(401);
    const refused = await fetch(`${system.url}/mcp`, {
      method: 'POST',
      body,
      headers: { ...headers, authorization: '' },
    });
    expect(refused.status).to.equal(401);
    expect(refused.headers.get('www-authenticate')).to.include('/.well-known/oauth-protected-resource/mcp"');
  });

  it('is undone by the command line and over HTTP, but for what the athlete has changed since', async () => {
    const { email, client } = await newAccount('undoing');
    const program = programFor((await connect(email)).access_token);
    const { items } = await sent(client.get('/exercises?searchString=squat'));
    const times = { startedAt: '2026-02-20T17:00:00Z', endedAt: '2026-02-20T18:00:00Z', timezone: 'UTC' };
    const exercises = [{ exerciseId: items[0].id, sets: [{ weight: { value: 100, unit: 'kg' }, reps: 5 }] }];
    const session = await sent(client.post('/training-sessions', { ...times, exercises, name: 'Mine' }));
    const paths = ['/training-sessions?view=full', '/statistics/dashboard', `/statistics/exercises/${items[0].id}`];
    const read = () => Promise.all(paths.map(async (path) => still(await sent(client.get(path)))));
    const before = await read();

    const unit = await sent(program.post('/training-units', { name: 'Legs' }));
    await sent(client.patch(`/training-units/${unit.id}`, { name: 'My legs' }));
    const change = async () => {
      await sent(program.delete(`/training-sessions/${session.id}`));
      const { id } = await sent(program.post('/training-sessions', { ...times, exercises, name: 'Invented' }));
      expect(await read()).to.not.deep.equal(before);
      return id;
    };
    const since = '2026-01-01T00:00:00Z';
    const idsOf = (things: readonly Readonly<{ id: string }>[]) => things.map(({ id }) => id);
    const invented = await change();
    const grant = documentOf(await system.cli('grants', 'list', email, '--json'));
    expect(grant).to.include({ appName: 'Bar Path' });
    for (const preview of [['--preview'], []]) {
      const args = ['grants', 'undo', email, grant.id, '--since', since, '--json', ...preview];
      const { undone, left } = documentOf(await system.cli(...args));
      expect([idsOf(undone), idsOf(left)]).to.deep.equal([[session.id, invented], [unit.id]]);
    }
    expect(await read()).to.deep.equal(before);

    const again = await change();
    const { undone, left } = await sent(client.post(`/access/grants/${grant.id}/undo`, { since }));
    expect(idsOf(undone)).to.have.members([session.id, invented, again]);
    expect(left).to.have.lengthOf(1);
    expect(left[0]).to.include({ type: 'unit', id: unit.id, reason: 'changed-since' });
    expect(await read()).to.deep.equal(before);
    expect((await client.get(`/training-units/${unit.id}`)).json.name).to.equal('My legs');
  });

  it('is refused by two processes at the next request after its grant has ended, and its stream ends within a second', async () => {
    const { email, client } = await newAccount('ending');
    const second = suite.run(['serve'], { dataDir: system.dataDir, env: { PORT: '0', PUBLIC_URL: system.url } });
    const otherUrl = await second.prints(/^IronTrack is ready at (\S+)$/m);
    const tokens = await connect(email);
    const programs = [programFor(tokens.access_token), programFor(tokens.access_token, otherUrl)];
    expect(await Promise.all(programs.map(meStatus))).to.deep.equal([200, 200]);
    const streams = [system.url, otherUrl].map((url) => endOfStream(url, tokens.access_token));
    await Promise.all(streams.map(({ isOpen }) => isOpen));

    const [grant] = (await client.get('/access/grants')).json;
    expect((await client.delete(`/access/grants/${grant.id}`)).status).to.equal(204);
    expect(await Promise.all(programs.map(meStatus))).to.deep.equal([401, 401]);
    const endedAt = performance.now();
    await Promise.all(streams.map(({ hasEnded }) => hasEnded));
    const neededMs = performance.now() - endedAt;
    expect(neededMs).to.be.lessThan(await busySecond(() => client.get('/access/me')));
    expect(await refreshError(tokens.refresh_token)).to.equal('invalid_grant');
    expect((await client.get('/access/grants')).json).to.deep.equal([]);
    expect((await client.delete(`/access/grants/${grant.id}`)).status).to.equal(204);
  });

  const ends: Readonly<
    Record<string, (client: Awaited<ReturnType<typeof newAccount>>['client'], email: string) => Promise<unknown>>
  > = {
    'logging out everywhere': (client) => client.post('/access/logout-all'),
    'another password': (client) =>
      client.patch('/access/password-update', { currentPassword: password, newPassword: 'An0ther&One' }),
    'a deactivation': (_client, email) => users('deactivate', email),
    'an end by the command line': async (_client, email) => {
      const grant = documentOf(await system.cli('grants', 'list', email, '--json'));
      for (let number = 0; number < 2; number += 1) {
        const ended = await system.cli('grants', 'revoke', email, grant.id, '--json');
        expect(documentOf(ended), ended.stderr).to.deep.equal({ revoked: [grant.id] });
      }
      expect((await system.cli('grants', 'list', email)).stderr).to.include('allows no app.');
      expectRefusal(await system.cli('grants', 'revoke', email, 'x'), /^x is not the id of a grant\.$/m);
      const unknown = grant.id.replace(/.{12}$/, '000000000000');
      expectRefusal(await system.cli('grants', 'revoke', email, unknown), /^The account has no grant /m);
    },
    'an erasure': (client) => client.ask('/access/me', { method: 'DELETE', body: { password } }),
  };
  for (const [end, act] of Object.entries(ends)) {
    it(`is refused after ${end}`, async () => {
      const { email, client } = await newAccount('over');
      const tokens = await connect(email);
      expect(await meStatus(programFor(tokens.access_token))).to.equal(200);
      await act(client, email);
      expect(await meStatus(programFor(tokens.access_token))).to.equal(401);
      expect(await refreshError(tokens.refresh_token)).to.equal('invalid_grant');
    });
  }
});

/** Opens the stream of changes: resolves when its first part arrives, and when it ends. */
function endOfStream(origin: string, token: string) {
  const response = fetch(`${origin}/api/v1/changes/live`, { headers: { authorization: `Bearer ${token}` } });
  const reader = response.then(({ body }) => body?.getReader());
  const isOpen = reader.then((open) => open?.read());
  const hasEnded = isOpen.then(async () => {
    const open = await reader;
    while (open && !(await open.read()).done);
  });
  return { isOpen, hasEnded };
}
