import type { Application } from '../../../src/service/connect.ts';
import { defineCommand } from '../../command.ts';
import { type Cli, CliError } from '../../host/host.ts';
import { obtainPassword, requireTerminal } from '../../host/prompts.ts';
import { jsonOf } from '../../host/text.ts';
import { json } from '../../options.ts';
import { withApplication } from '../../setup/application.ts';
import { readSettings } from '../../setup/settings.ts';
import { createAccount, password, passwordStdin } from './create-account.ts';
import { adminPassword } from './questions.ts';

export const createSystemAdmin = defineCommand({
  options: { password, 'password-stdin': passwordStdin, json },
  conflicts: ['password', 'password-stdin'],
  async run(given, cli) {
    const settings = readSettings(cli);
    const email = settings.config.adminEmail;
    cli.say(`The system administrator is ${email} (ADMIN_EMAIL).`);
    const askPassword = () => obtainPassword(cli, adminPassword(settings.config, email), given);
    // A given password is checked before any service starts. One that is typed is asked for only if it is needed.
    const isGiven = given.password !== undefined || given.passwordStdin === true;
    if (!isGiven) requireTerminal(cli, '--password or --password-stdin');
    const early = isGiven ? await askPassword() : null;
    await withApplication(
      cli,
      async (core) => {
        if (await reportExisting(cli, core, email, given.json)) return;
        const password = early ?? (await askPassword());
        const account = { email, name: null, password, isSuperuser: true, role: 'superuser' } as const;
        await createAccount(cli, core, account, given.json);
      },
      settings,
    );
  },
});

/** Reports that the account is a system administrator already. Returns false when no account has this email address. */
async function reportExisting(cli: Cli, core: Application, email: string, json: boolean): Promise<boolean> {
  const found = await core.findAccount(email);
  if (!found) return false;
  const { document } = found;
  if (!document.isSuperuser) {
    throw new CliError(
      `There is an account ${email} already; irontrack users promote-to-superuser gives it all rights.`,
    );
  }
  cli.print(json ? jsonOf(document) : document.id);
  cli.say(`${email} exists already; its password is unchanged.`);
  return true;
}
