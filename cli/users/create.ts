import type { Argv } from 'yargs';
import { parseEmail } from '../../src/commands/account/email.ts';
import type { AccountDocument } from '../../src/documents/account.ts';
import { present } from '../../src/documents/presence.ts';
import { DomainError } from '../../src/errors.ts';
import type { AccountId, CredentialId } from '../../src/events/ids.ts';
import { roles } from '../../src/events/values.ts';
import type { Application } from '../../src/service/connect.ts';
import type { Registration } from '../../src/use-cases/account/register.ts';
import { asOperator } from '../accounts.ts';
import { type Setup, setUp, withApplication } from '../environment.ts';
import { type GivenPassword, isTerminal, obtain, obtainPassword } from '../prompts.ts';
import { CliError, print, say } from '../terminal.ts';
import { json, printJson } from './showing.ts';
import { accountName, adminPassword, givenPassword, newEmail } from './values.ts';

type Json = Readonly<{ json: boolean }>;

function createRoles({ json }: Json): void {
  if (json) printJson({ roles });
  say(`Nothing to do: the roles ${roles.join(', ')} are built in.`);
}

async function createSystemAdmin(given: GivenPassword & Json): Promise<void> {
  const setup = setUp();
  const email = setup.config.adminEmail;
  say(`The system administrator is ${email} (ADMIN_EMAIL).`);
  const password = await obtainPassword(adminPassword, given);
  await create(setup, { email, name: null, password, isSuperuser: true, role: 'superuser' }, given);
}

type NewUser = GivenPassword &
  Json &
  Readonly<{ email?: string | undefined; name?: string | undefined; superuser: boolean }>;

async function createUser(given: NewUser): Promise<void> {
  // Who is asked for something anyway is asked for everything; a script need not name the name.
  const isAsked = isTerminal() && (given.email === undefined || given.password === undefined);
  const typed = await obtain(newEmail, given.email);
  const setup = setUp();
  const email = parseEmail(typed) ?? typed;
  if (email === setup.config.adminEmail) {
    throw new CliError('--email: This is the system administrator; use irontrack users create-system-admin.');
  }
  const name = await obtain(accountName, given.name ?? (isAsked ? undefined : ''));
  const password = await obtainPassword(givenPassword, given);
  await create(setup, { email, name: name === '' ? null : name, password, isSuperuser: given.superuser }, given);
}

type New = Omit<Registration, 'accountId' | 'credential' | 'as'> & Readonly<{ password: string }>;

async function create(setup: Setup, account: New, { json }: Json): Promise<void> {
  const created = await withApplication(setup, (core) => register(core, account));
  if (json) printJson(created);
  else print(created.id);
  say(`${created.email} can sign in now.`);
}

async function register({ register, ids, clock }: Application, account: New): Promise<AccountDocument> {
  const accountId = ids.make() as AccountId;
  const { password, ...registration } = account;
  const credential = { id: ids.make() as CredentialId, password };
  try {
    const request = { ...registration, accountId, credential, as: 'operator' } as const;
    const { presence } = await register(request, asOperator({ clock }, accountId));
    return present(presence, 'account').document;
  } catch (error) {
    const isTaken = error instanceof DomainError && error.code === 'email-taken';
    throw isTaken ? new CliError(takenBy(account)) : error;
  }
}

const takenBy = ({ email, role }: New): string =>
  role === 'superuser'
    ? `There is an account ${email} already; promote-to-superuser gives it all rights.`
    : `--email: There is an account ${email} already.`;

const password = { type: 'string', requiresArg: true, describe: 'Password; other users see command lines' } as const;
const fromInput = { type: 'boolean', describe: 'Read the password from standard input' } as const;

export const creations = (users: Argv): Argv =>
  users
    .command('create-roles', 'Do nothing: roles are built in', { json }, createRoles)
    .command(
      'create-system-admin',
      'Make the account of ADMIN_EMAIL, which nobody can change over HTTP',
      (verb) => verb.options({ password, 'password-stdin': fromInput, json }).conflicts('password', 'password-stdin'),
      (argv) => createSystemAdmin(argv),
    )
    .command(
      'create-user',
      'Make an account; a terminal asks for what is missing',
      (verb) =>
        verb
          .options({
            email: { type: 'string', requiresArg: true, describe: 'E-mail address' },
            name: { type: 'string', describe: 'Name' },
            password,
            'password-stdin': fromInput,
            superuser: { type: 'boolean', default: false, describe: 'With all rights' },
            json,
          })
          .conflicts('password', 'password-stdin'),
      (argv) => createUser(argv),
    );
