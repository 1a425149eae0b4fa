import { readTopology } from '../../src/projections/versions/topology.ts';
import { defineCommand } from '../command.ts';
import { jsonOf } from '../host/text.ts';
import { jsonLines } from '../options.ts';
import { withApplication } from '../setup/application.ts';

export const list = defineCommand({
  options: { json: jsonLines },
  async run({ json }, cli) {
    await withApplication(cli, async ({ db }) => {
      const { versions } = await readTopology(db);
      for (const each of versions) {
        const { projection, version, shape, state, paused } = each;
        const line = [projection, `v${version}`, `shape ${shape}`, state, paused ? 'paused' : ''];
        cli.print(json ? jsonOf(each) : line.join('\t').trimEnd());
      }
    });
  },
});
