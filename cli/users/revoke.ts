import type { PresentAccount } from '../../src/documents/account.ts';
import type { AuthSessionId, PersonalTokenId } from '../../src/events/ids.ts';
import type { Application } from '../../src/service/connect.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { account, json } from '../options.ts';
import { isUuid, operatorContext, readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';

export const revoke = defineCommand({
  positionals: { account },
  options: {
    session: { type: 'string', requiresArg: true, describe: 'Id of a sign-in, from irontrack users sessions' },
    token: {
      type: 'string',
      requiresArg: true,
      describe: 'Id of a personal access token, from irontrack users tokens',
    },
    all: { type: 'boolean', default: false, describe: 'All sign-ins, personal access tokens and grants of apps' },
    json,
  },
  async run({ account, session, token, all, json }, cli) {
    const given = [session !== undefined, token !== undefined, all].filter(Boolean).length;
    if (given !== 1) throw new CliError('Give one of --session with an id, --token with an id, and --all.');
    const revoked = await withApplication(cli, async (core) => {
      const found = await readAccount(core, account);
      if (session !== undefined) return [await endSession(core, found, idOf('--session', session))];
      if (token !== undefined) return [await revokeToken(core, found, idOf('--token', token))];
      return revokeAll(core, found);
    });
    for (const line of json ? [jsonOf({ revoked })] : revoked) cli.print(line);
    if (all) cli.say(`All sign-ins, personal access tokens and grants of apps of ${account} have ended.`);
    else cli.say(`This ${session === undefined ? 'personal access token' : 'sign-in'} of ${account} has ended.`);
  },
});

function idOf(option: string, text: string): string {
  if (isUuid(text)) return text.toLowerCase();
  throw new CliError(`${option}: ${text} is not an id.`);
}

async function endSession(core: Application, { document: account }: PresentAccount, id: string): Promise<string> {
  if (await core.authSessions.end(account.id, id as AuthSessionId)) return id;
  throw new CliError(`--session: The account has no open sign-in ${id}; see irontrack users sessions.`);
}

async function revokeToken(core: Application, { document: account }: PresentAccount, id: string): Promise<string> {
  if (await core.personalTokens.revoke(account.id, id as PersonalTokenId)) return id;
  throw new CliError(`--token: The account has no personal access token ${id}; see irontrack users tokens.`);
}

async function revokeAll(
  core: Application,
  { document: account, signedOutAt }: PresentAccount,
): Promise<readonly string[]> {
  const open = await core.authSessions.list(account.id, signedOutAt);
  const tokens = await core.personalTokens.list(account.id, signedOutAt);
  const grants = await core.appGrants.list(account.id, signedOutAt);
  const act = { type: 'SignOutEverywhere', as: 'operator', data: {} } as const;
  await core.actOnAccount(account.id, [act], operatorContext(core, account.id));
  return [...open, ...tokens, ...grants].map(({ id }) => id);
}
