import { expect } from 'chai';
import { password, programOf } from '../http/support/client.ts';
import { type System, sharedSystem } from '../support/system.ts';
import { meStatus, useAccounts } from './support/accounts.ts';
import { documentOf, documentsOf, expectRefusal, linesOf } from './support/ends.ts';

const unknownId = '01900000-0000-7000-8000-0000000000ee';

describe('irontrack users, for sign-ins and passwords,', () => {
  let system: System;
  before(async () => {
    system = await sharedSystem();
  });
  const { users, anonymous, signInAs, signInStatus, newAccount } = useAccounts(() => system);

  it('irontrack users reset-password prints a token that sets a new password once', async () => {
    const { email, client } = await newAccount('forgot');
    const [token = ''] = linesOf(await users('reset-password', email));
    const redeem = async (text: string) =>
      (await anonymous().post('/access/password-reset', { token: text, newPassword: 'An0ther&One' })).status;
    expect([await redeem(token), await redeem(token)]).to.deep.equal([204, 401]);
    expect(await meStatus(client)).to.equal(401);
    expect(await signInStatus(email, 'An0ther&One')).to.equal(204);
    expect(await redeem(documentOf(await users('reset-password', email, '--json')).token)).to.equal(204);
  });

  it('irontrack users sessions lists the open sign-ins, and revoke ends one or all of them', async () => {
    const { email, client } = await newAccount('abroad');
    const others = [await signInAs(email, password), await signInAs(email, password)];
    const sessions = documentsOf(await users('sessions', email, '--json'));
    expect(sessions).to.have.length(3);
    const ids: string[] = sessions.map(({ id }) => id);
    const [, ...rows] = linesOf(await users('sessions', email));
    expect(rows.map((line) => line.split('\t')[0])).to.deep.equal(ids);

    const statuses = async () => Promise.all([client, ...others].map(meStatus));
    const ended = documentOf(await users('revoke', email, '--session', ids[0] ?? '', '--json'));
    expect(ended).to.deep.equal({ revoked: [ids[0]] });
    expect((await statuses()).sort()).to.deep.equal([200, 200, 401]);
    expect(linesOf(await users('revoke', email, '--all'))).to.have.members(ids.slice(1));
    expect(await statuses()).to.deep.equal([401, 401, 401]);
    expect(linesOf(await users('sessions', email))).to.deep.equal([]);
  });

  it('irontrack users tokens lists the personal access tokens, and revoke ends one or all of them', async () => {
    const { email, client } = await newAccount('automated');
    expect(linesOf(await users('tokens', email))).to.deep.equal([]);
    const create = async (name: string) => (await client.post('/access/tokens', { name, scopes: ['read'] })).json;
    const [watch, scale] = [await create('Watch'), await create('Scale')];
    const statuses = () =>
      Promise.all([watch, scale].map(({ token }) => meStatus(programOf({ origin: system.url }, token))));
    expect(await statuses()).to.deep.equal([200, 200]);
    const listed = documentsOf(await users('tokens', email, '--json'));
    expect(listed.map(({ id, name, scopes }) => [id, name, scopes])).to.deep.equal([
      [scale.id, 'Scale', ['read']],
      [watch.id, 'Watch', ['read']],
    ]);
    expect(documentOf(await users('revoke', email, '--token', watch.id.toUpperCase(), '--json'))).to.deep.equal({
      revoked: [watch.id],
    });
    expect(await statuses()).to.deep.equal([401, 200]);
    expect(linesOf(await users('revoke', email, '--all'))).to.include(scale.id);
    expect([...(await statuses()), await meStatus(client)]).to.deep.equal([401, 401, 401]);
  });

  it('irontrack users revoke requires the id of an open sign-in, the id of a token, or --all', async () => {
    const { email } = await newAccount('home');
    const mistakes: [string[], RegExp][] = [
      [[email], /--session .*--all/],
      [[email, '--all', '--session', unknownId], /--session .*--all/],
      [[email, '--session', 'x'], /^--session: /m],
      [[email, '--session', unknownId], /^--session: /m],
      [[email, '--token', 'x'], /^--token: /m],
      [[email, '--token', unknownId], /^--token: /m],
      [[email, '--token', unknownId, '--session', unknownId], /--session .*--all/],
      [['unknown@example.com', '--all'], /no account/],
    ];
    for (const [args, message] of mistakes) expectRefusal(await users('revoke', ...args), message);
  });
});
