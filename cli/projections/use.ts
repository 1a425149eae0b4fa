import { setTimeout } from 'node:timers/promises';
import { useVersion } from '../../src/projections/versions/switch-version.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { name, number } from './arguments.ts';
import { maintain } from './maintain.ts';

const tries = 20;
const pauseMs = 100;

export const use = defineCommand({
  positionals: { name, number },
  options: { json },
  async run({ name, number, json }, cli) {
    await maintain(cli, async ({ db }) => {
      for (let left = tries; left > 0; left -= 1) {
        if (await useVersion(db, { name, version: number })) return;
        await setTimeout(pauseMs);
      }
      throw new CliError(`Version ${number} of ${name} has not caught up with the version that queries read.`);
    });
    cli.print(json ? jsonOf({ projection: name, version: number }) : `Queries read ${name} v${number}.`);
  },
});
