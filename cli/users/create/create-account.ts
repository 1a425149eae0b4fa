import type { AccountDocument } from '../../../src/documents/account.ts';
import { present } from '../../../src/documents/presence.ts';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, CredentialId } from '../../../src/events/ids.ts';
import type { Application } from '../../../src/service/connect.ts';
import type { Registration } from '../../../src/use-cases/account/register.ts';
import { type Cli, CliError } from '../../host/host.ts';
import { jsonOf } from '../../host/text.ts';
import { operatorContext } from '../../setup/accounts.ts';

export type NewAccount = Omit<Registration, 'accountId' | 'credential' | 'as'> & Readonly<{ password: string }>;

export const password = { type: 'string', requiresArg: true, describe: 'Password; visible to other users' } as const;
export const passwordStdin = { type: 'boolean', describe: 'Read the password from standard input' } as const;

/** Creates an account, and prints its id or, with `json`, its document. */
export async function createAccount(cli: Cli, core: Application, account: NewAccount, json: boolean): Promise<void> {
  const created = await register(core, account);
  cli.print(json ? jsonOf(created) : created.id);
  cli.say(`${created.email} can sign in now.`);
}

async function register({ register, ids, clock }: Application, account: NewAccount): Promise<AccountDocument> {
  const accountId = ids.make() as AccountId;
  const { password, ...registration } = account;
  const credential = { id: ids.make() as CredentialId, password };
  try {
    const request = { ...registration, accountId, credential, as: 'operator' } as const;
    const { presence } = await register(request, operatorContext({ clock }, accountId));
    return present(presence, 'account').document;
  } catch (error) {
    const isTaken = error instanceof DomainError && error.code === 'email-taken';
    throw isTaken ? new CliError(takenMessage(account)) : error;
  }
}

const takenMessage = ({ email, role }: NewAccount): string =>
  role === 'superuser'
    ? `There is an account ${email} already; irontrack users promote-to-superuser gives it all rights.`
    : `--email: There is an account ${email} already.`;
