import { maxLanes } from '../../src/projections/core/lanes.ts';
import { relane } from '../../src/projections/maintenance/relane.ts';
import { defineCommand } from '../command.ts';
import { jsonOf } from '../host/text.ts';
import { integer, json } from '../options.ts';
import { maintain } from './maintain.ts';

export const relaneCommand = defineCommand({
  positionals: {
    lanes: { ...integer('lanes', { min: 1, max: maxLanes }), demandOption: true, describe: 'New number of lanes' },
  },
  options: { json },
  async run(argv, cli) {
    const { lanes, before } = await maintain(cli, (work) => relane(work, argv.lanes));
    cli.print(argv.json ? jsonOf({ lanes, before }) : `The number of lanes is now ${lanes}; it was ${before}.`);
  },
});
