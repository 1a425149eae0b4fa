import { dropVersion } from '../../src/projections/versions/drop-version.ts';
import { defineCommand } from '../command.ts';
import { maintain, name, number } from './maintain.ts';

export const drop = defineCommand({
  positionals: { name, number },
  async run({ name, number }, cli) {
    await maintain(cli, ({ db, models }) => dropVersion(db, models, { name, version: number }));
    cli.print(`${name} v${number} is dropped.`);
  },
});
