import type { Argv } from 'yargs';
import type { AuthSessionId } from '../../src/events/ids.ts';
import type { AuthSession } from '../../src/ports/auth-sessions.ts';
import { accountOf, asOperator, uuid } from '../accounts.ts';
import { setUp, withApplication } from '../environment.ts';
import { CliError, print, say, shown } from '../terminal.ts';
import { account, json, jsonLines, printJson } from './showing.ts';

async function list(who: string, json: boolean): Promise<void> {
  await withApplication(setUp(), async (core) => {
    const { document: account, signedOutAt } = await accountOf(core, who);
    const open = await core.authSessions.list(account.id, signedOutAt);
    for (const each of open) print(json ? JSON.stringify(each) : lineOf(each));
    if (open.length === 0) say(`${shown(account.email)} is signed in nowhere.`);
  });
}

const lineOf = ({ id, createdAt, lastUsedAt, userAgent }: AuthSession): string =>
  [id, createdAt, lastUsedAt, userAgent ?? ''].map(shown).join('\t');

type Revocation = Readonly<{ account: string; session: string | undefined; all: boolean; json: boolean }>;

async function revoke({ account: who, session, all, json }: Revocation): Promise<void> {
  if ((session === undefined) !== all) throw new CliError('Give either --session with the id of a sign-in, or --all.');
  if (session !== undefined && !uuid.test(session)) throw new CliError(`--session: ${session} is not an id.`);
  const revoked = await withApplication(setUp(), async (core): Promise<readonly string[]> => {
    const { document: account, signedOutAt } = await accountOf(core, who);
    if (session !== undefined) {
      const id = session.toLowerCase() as AuthSessionId;
      if (await core.authSessions.end(account.id, id)) return [id];
      throw new CliError(`--session: ${who} has no open sign-in ${session}; see irontrack users sessions.`);
    }
    const open = await core.authSessions.list(account.id, signedOutAt);
    const act = { type: 'SignOutEverywhere', as: 'operator', data: {} } as const;
    await core.actOnAccount(account.id, [act], asOperator(core, account.id));
    return open.map(({ id }) => id);
  });
  if (json) printJson({ revoked });
  else for (const id of revoked) print(id);
  say(all ? `${who} is signed in nowhere now.` : `This sign-in of ${who} has ended.`);
}

export const signIns = (users: Argv): Argv =>
  users
    .command(
      'sessions <account>',
      'List where an account is signed in, last used first',
      (verb) => verb.positional('account', account).options({ json: jsonLines }),
      (argv) => list(argv.account, argv.json),
    )
    .command(
      'revoke <account>',
      'End one sign-in, or all of them',
      (verb) =>
        verb.positional('account', account).options({
          session: { type: 'string', requiresArg: true, describe: 'Id of a sign-in, as sessions lists it' },
          all: { type: 'boolean', default: false, describe: 'All of them' },
          json,
        }),
      ({ account, session, all, json }) => revoke({ account, session, all, json }),
    );
