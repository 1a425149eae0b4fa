import { defineCommand } from '../../command.ts';
import { obtainPassword } from '../../host/prompts.ts';
import { json } from '../../options.ts';
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
    const password = await obtainPassword(cli, adminPassword(settings.config, email), given);
    const account = { email, name: null, password, isSuperuser: true, role: 'superuser' } as const;
    await createAccount(cli, settings, account, given.json);
  },
});
