import { relane } from '../../src/projections/maintenance/relane.ts';
import { defineCommand } from '../command.ts';
import { integer } from '../options.ts';
import { maintain } from './maintain.ts';

export const relaneCommand = defineCommand({
  positionals: {
    lanes: { ...integer('lanes', { min: 1 }), demandOption: true, describe: 'New number of lanes' },
  },
  async run(argv, cli) {
    const { lanes, before } = await maintain(cli, (work) => relane(work, argv.lanes));
    cli.print(`The number of lanes is now ${lanes}; it was ${before}.`);
  },
});
