import { expect } from 'chai';
import { password, problem, validationErrors } from './support/client.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const email = 'athlete@example.com';
const signUpBody = { email, password, confirmPassword: password };

describe('signing in', () => {
  const the = useApp();
  const signIn = (fields: Record<string, string>) =>
    the.anyone.ask('/access/signin', { method: 'POST', raw: new URLSearchParams(fields) });

  beforeEach(() => the.anyone.post('/access/signup', signUpBody));

  it('sets both token cookies at sign-in', async () => {
    const answer = await signIn({ username: ' Athlete@EXAMPLE.com ', password, grant_type: 'password' });
    expect(answer.status).to.equal(204);
    expect(answer.text).to.equal('');
    const [access, refresh] = answer.headers.getSetCookie();
    expect(access).to.match(
      /^access_token=[\w-]+\.[\w-]+\.[\w-]+; Max-Age=1800; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    expect(refresh).to.match(
      /^refresh_token=[\w-]+\.[\w-]+\.[\w-]+; Max-Age=604800; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
  });

  it('returns the same 401 for an unknown address, a wrong password and an inactive account', async () => {
    const wrong = await signIn({ username: email, password: 'Wr0ng&Wrong' });
    const unknown = await signIn({ username: 'unknown@example.com', password });
    const noAddress = await signIn({ username: 'not an address', password });
    problem(wrong, 401, 'invalid-credentials');
    expect(unknown.text).to.equal(wrong.text);
    expect(noAddress.text).to.equal(wrong.text);
    expect(wrong.headers.getSetCookie()).to.deep.equal([]);
  });

  it('rejects a sign-in with missing fields, another grant type or unknown fields', async () => {
    expect(validationErrors(await signIn({}))).to.deep.equal(['missing password', 'missing username']);
    expect(validationErrors(await signIn({ username: email, password: '' }))).to.deep.equal(['missing password']);
    const answer = await signIn({ username: email, password, grant_type: 'refresh', scope: 'all' });
    expect(validationErrors(answer)).to.deep.equal(['extra_forbidden scope', 'literal_error grant_type']);
  });

  it('treats an empty grant_type at sign-in as absent', async () => {
    expect((await signIn({ username: email, password, grant_type: '' })).status).to.equal(204);
  });

  it('rejects a repeated field at sign-in', async () => {
    const answer = await the.anyone.ask('/access/signin', {
      method: 'POST',
      raw: new URLSearchParams(`username=${email}&username=x@example.com&password=secret`),
    });
    expect(validationErrors(answer)).to.deep.equal(['string_type username']);
  });

  it('accepts JSON at sign-in, with the address as email or as username', async () => {
    for (const address of [{ email: ' Athlete@EXAMPLE.com ' }, { username: email }]) {
      const answer = await the.anyone.post('/access/signin', { ...address, password });
      expect([answer.status, answer.headers.getSetCookie().length]).to.deep.equal([204, 2]);
    }
    expect((await signIn({ email, password })).status).to.equal(204);
    problem(await the.anyone.post('/access/signin', { email, password: 'Wr0ng&Wrong' }), 401, 'invalid-credentials');
    const json = (body: unknown) => the.anyone.post('/access/signin', body);
    expect(validationErrors(await json({ email, username: email, password }))).to.deep.equal(['extra_forbidden email']);
    expect(validationErrors(await json({ email, password, name: 'x' }))).to.deep.equal(['extra_forbidden name']);
    expect(validationErrors(await json({ email: 1, password: null }))).to.deep.equal([
      ...['string_type email', 'string_type password'],
    ]);
    expect(validationErrors(await json({}))).to.deep.equal(['missing password', 'missing username']);
    expect(validationErrors(await json([]))).to.deep.equal(['value_error body']);
  });

  it('rejects a sign-in whose body is neither a form nor JSON', async () => {
    const send = (raw: string, type: string) =>
      the.anyone.ask('/access/signin', { method: 'POST', raw, headers: { 'content-type': type } });
    expect(validationErrors(await send('{', 'application/json'))).to.deep.equal(['json_invalid body']);
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/json; charset=latin1', '']) {
      problem(await send(`username=${email}&password=${password}`, type), 415, 'unsupported-media-type');
    }
    const none = await the.anyone.ask('/access/signin', { method: 'POST' });
    expect(validationErrors(none)).to.deep.equal(['missing password', 'missing username']);
  });

  it('sets Secure on the cookies when that is configured', async () => {
    the.app.change({
      config: { ...httpConfig, cookieSecure: true },
    });
    const answer = await signIn({ username: email, password });
    for (const line of answer.headers.getSetCookie()) expect(line).to.match(/; Secure/);
  });
});
