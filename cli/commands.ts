import { audit } from './audit/commands.ts';
import { backup } from './backup/commands.ts';
import type { CommandEntry, CommandGroup } from './command.ts';
import { config } from './config/commands.ts';
import { db } from './db/commands.ts';
import { deadLetters } from './dead-letters/commands.ts';
import { demo } from './demo/commands.ts';
import { events } from './events/commands.ts';
import { exportCommand } from './exports/commands.ts';
import { grants } from './grants/commands.ts';
import { importCommand, imports } from './imports/commands.ts';
import { installation } from './installation/commands.ts';
import { keys } from './keys/commands.ts';
import { log } from './log/commands.ts';
import { mcpCommand } from './mcp/commands.ts';
import { processes } from './processes/commands.ts';
import { projections } from './projections/commands.ts';
import { seedCommand } from './seed/commands.ts';
import { users } from './users/commands.ts';

/** Every command of `irontrack`, in the order of the help text. */
export const commands: readonly (CommandEntry | CommandGroup)[] = [
  ...processes,
  ...installation,
  ...backup,
  ...[config, db, seedCommand, demo, users, grants],
  ...[importCommand, exportCommand, imports, audit, events, log, projections, deadLetters, keys, mcpCommand],
];
