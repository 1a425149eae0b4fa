import { defineCommand } from '../command.ts';
import { account, json } from '../options.ts';
import { changeAccount, editAccount } from './change.ts';

export const activate = defineCommand({
  positionals: { account },
  options: { json },
  run: (argv, cli) => changeAccount(cli, argv, 'active', () => [editAccount({ isActive: true })]),
});

export const deactivate = defineCommand({
  positionals: { account },
  options: { json },
  run: (argv, cli) => changeAccount(cli, argv, 'inactive', () => [editAccount({ isActive: false })]),
});
