import { dropVersion } from '../../src/projections/versions/drop-version.ts';
import { defineCommand } from '../command.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { name, number } from './arguments.ts';
import { maintain } from './maintain.ts';

export const drop = defineCommand({
  positionals: { name, number },
  options: { json },
  async run({ name, number, json }, cli) {
    await maintain(cli, ({ db, models }) => dropVersion(db, models, { name, version: number }));
    cli.print(json ? jsonOf({ projection: name, version: number, dropped: true }) : `${name} v${number} is dropped.`);
  },
});
