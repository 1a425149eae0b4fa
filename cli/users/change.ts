import type { Argv } from 'yargs';
import type { AccountAct } from '../../src/commands/account/decider.ts';
import type { AccountDocument } from '../../src/documents/account.ts';
import type { Role } from '../../src/events/values.ts';
import { defaultRole, roles } from '../../src/events/values.ts';
import { accountOf, asOperator } from '../accounts.ts';
import { setUp, withApplication } from '../environment.ts';
import { obtain } from '../prompts.ts';
import { CliError, print, say, shown } from '../terminal.ts';
import { account, json, printJson } from './showing.ts';
import { knownEmail } from './values.ts';

type Target = Readonly<{ account: string; json: boolean }>;

/** Leads an account to where the acts say, and tells what it is then; `to` is that in words. */
async function change(
  { account: who, json }: Target,
  to: string,
  actsOn: (account: AccountDocument) => AccountAct[],
): Promise<void> {
  const { after, events } = await withApplication(setUp(), async (core) => {
    const { document: before } = await accountOf(core, who);
    // Also where nothing is left to do: whoever did it may not have come to tell all processes.
    const outcome = await core.actOnAccount(before.id, actsOn(before), asOperator(core, before.id));
    const { presence, events } = outcome;
    if (presence.kind !== 'present') throw new CliError(`${who} was erased at the same moment.`);
    return { after: presence.document, events };
  });
  if (json) printJson(after);
  say(`${shown(after.email)} ${events > 0 ? 'is' : 'was already'} ${to}${events > 0 ? ' now' : ''}.`);
}

const edit = (data: Readonly<{ isActive?: boolean; isSuperuser?: boolean }>): AccountAct => ({
  type: 'EditAccount',
  as: 'operator',
  data,
});

/** None where the account has the role. */
function towards(role: Role, { roleSlug }: AccountDocument): AccountAct[] {
  if (roleSlug === role) return [];
  if (role === defaultRole) return [{ type: 'RevokeRole', as: 'operator', data: { role: roleSlug } }];
  return [{ type: 'AssignRole', as: 'operator', data: { role } }];
}

const promote = async (email: string | undefined, json: boolean): Promise<void> =>
  change({ account: await obtain(knownEmail, email), json }, 'a superuser', (account) => [
    edit({ isSuperuser: true }),
    ...towards('superuser', account),
  ]);

async function resetPassword({ account: who, json }: Target): Promise<void> {
  const { token, email } = await withApplication(setUp(), async (core) => {
    const { document: account } = await accountOf(core, who);
    const token = await core.offerPasswordReset(account.id, 'operator', asOperator(core, account.id));
    return { token, email: account.email };
  });
  if (json) printJson({ token });
  else print(token);
  say(`With it ${shown(email)} can choose another password within the hour, once: POST /access/password-reset.`);
}

export const changes = (users: Argv): Argv =>
  users
    .command(
      'promote-to-superuser',
      'Give an account all rights, and the role of that name',
      (verb) =>
        verb.options({ email: { type: 'string', requiresArg: true, describe: 'E-mail address of the account' }, json }),
      (argv) => promote(argv.email, argv.json),
    )
    .command(
      'set-role <account> <role>',
      'Give an account a role in place of the one it has; rights come by promotion, not by the role superuser',
      (verb) =>
        verb
          .positional('account', account)
          .positional('role', { choices: roles, demandOption: true, describe: 'The role' })
          .options({ json }),
      (argv) => change(argv, `in the role ${argv.role}`, (each) => towards(argv.role, each)),
    )
    .command(
      'activate <account>',
      'Let an account sign in again',
      (verb) => verb.positional('account', account).options({ json }),
      (argv) => change(argv, 'active', () => [edit({ isActive: true })]),
    )
    .command(
      'deactivate <account>',
      'Let an account in no more: its next request is refused',
      (verb) => verb.positional('account', account).options({ json }),
      (argv) => change(argv, 'inactive', () => [edit({ isActive: false })]),
    )
    .command(
      'reset-password <account>',
      'Print a one-time token by which the account gets another password',
      (verb) => verb.positional('account', account).options({ json }),
      (argv) => resetPassword(argv),
    );
