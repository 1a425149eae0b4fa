import { readTopology, type Version } from '../../src/projections/versions/topology.ts';
import { defineCommand } from '../command.ts';
import { type Columns, printList } from '../host/table.ts';
import { jsonLines } from '../options.ts';
import { withApplication } from '../setup/application.ts';

export const list = defineCommand({
  options: { json: jsonLines },
  async run({ json }, cli) {
    await withApplication(cli, async ({ db }) => printList(cli, (await readTopology(db)).versions, columns, json));
  },
});

const columns: Columns<Version> = {
  'READ MODEL': ({ projection }) => projection,
  VERSION: ({ version }) => `v${version}`,
  SHAPE: ({ shape }) => String(shape),
  STATE: ({ state, paused }) => (paused ? `${state}, paused` : state),
};
