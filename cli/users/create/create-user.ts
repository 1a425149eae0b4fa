import { parseEmail } from '../../../src/commands/account/email.ts';
import { defineCommand } from '../../command.ts';
import { CliError, isInteractive } from '../../host/host.ts';
import { obtain, obtainPassword } from '../../host/prompts.ts';
import { json } from '../../options.ts';
import { withApplication } from '../../setup/application.ts';
import { readSettings } from '../../setup/settings.ts';
import { createAccount, password, passwordStdin } from './create-account.ts';
import { accountName, newEmail, newPassword } from './questions.ts';

export const createUser = defineCommand({
  options: {
    email: { type: 'string', requiresArg: true, describe: 'Email address' },
    name: { type: 'string', describe: 'Name' },
    password,
    'password-stdin': passwordStdin,
    superuser: { type: 'boolean', default: false, describe: 'Give the account all rights' },
    json,
  },
  conflicts: ['password', 'password-stdin'],
  async run(given, cli) {
    // The name is optional, so the command asks for it only when it must ask for the email address or the password
    // anyway.
    const isAsked = isInteractive(cli) && (given.email === undefined || given.password === undefined);
    const typed = await obtain(cli, newEmail, given.email);
    const settings = readSettings(cli);
    const email = parseEmail(typed) ?? typed;
    if (email === settings.config.adminEmail) {
      throw new CliError('--email: This is the system administrator; use irontrack users create-system-admin.');
    }
    const name = await obtain(cli, accountName, given.name ?? (isAsked ? undefined : ''));
    const password = await obtainPassword(cli, newPassword(settings.config, email), given);
    const account = { email, name: name === '' ? null : name, password, isSuperuser: given.superuser };
    await withApplication(cli, (core) => createAccount(cli, core, account, given.json), settings);
  },
});
