import type { PresentAccount } from '../../src/documents/account.ts';
import type { AuthSessionId } from '../../src/events/ids.ts';
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
    session: { type: 'string', requiresArg: true, describe: 'Id of the sign-in, from irontrack users sessions' },
    all: { type: 'boolean', default: false, describe: 'All sign-ins of the account' },
    json,
  },
  async run({ account, session, all, json }, cli) {
    if ((session === undefined) !== all)
      throw new CliError('Give either --session with the id of a sign-in, or --all.');
    if (session !== undefined && !isUuid(session)) throw new CliError(`--session: ${session} is not an id.`);
    const revoked = await withApplication(cli, async (core) => {
      const found = await readAccount(core, account);
      return session === undefined ? revokeAll(core, found) : revokeOne(core, found, session);
    });
    for (const line of json ? [jsonOf({ revoked })] : revoked) cli.print(line);
    cli.say(all ? `All sign-ins of ${account} have ended.` : `This sign-in of ${account} has ended.`);
  },
});

async function revokeOne(
  core: Application,
  { document: account }: PresentAccount,
  session: string,
): Promise<readonly string[]> {
  const id = session.toLowerCase() as AuthSessionId;
  if (await core.authSessions.end(account.id, id)) return [id];
  throw new CliError(`--session: The account has no open sign-in ${session}; see irontrack users sessions.`);
}

async function revokeAll(
  core: Application,
  { document: account, signedOutAt }: PresentAccount,
): Promise<readonly string[]> {
  const open = await core.authSessions.list(account.id, signedOutAt);
  const act = { type: 'SignOutEverywhere', as: 'operator', data: {} } as const;
  await core.actOnAccount(account.id, [act], operatorContext(core, account.id));
  return open.map(({ id }) => id);
}
