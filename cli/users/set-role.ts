import { roles } from '../../src/events/values.ts';
import { defineCommand } from '../command.ts';
import { account, json } from '../options.ts';
import { actsToRole, changeAccount } from './change.ts';

export const setRole = defineCommand({
  positionals: { account, role: { choices: roles, demandOption: true, describe: 'The new role' } },
  options: { json },
  run: (argv, cli) => changeAccount(cli, argv, `in the role ${argv.role}`, (before) => actsToRole(argv.role, before)),
});
