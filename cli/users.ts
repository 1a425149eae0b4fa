import type { Argv } from 'yargs';
import { changes } from './users/change.ts';
import { creations } from './users/create.ts';
import { erasures } from './users/erase.ts';
import { looks } from './users/look.ts';
import { signIns } from './users/sign-ins.ts';

const verbs = [creations, looks, changes, signIns, erasures];

/** Accounts, in the hands of whoever operates the machine. */
export const users = (cli: Argv): Argv =>
  cli.command('users', 'Accounts, what they may do and where they are signed in', (yargs) =>
    verbs.reduce((all, add) => add(all), yargs).demandCommand(1, 'Which action?'),
  );
