import { readLag, type VersionLag } from '../../src/projections/lag.ts';
import { defineCommand } from '../command.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { withApplication } from '../setup/application.ts';

export const status = defineCommand({
  options: { json },
  async run({ json }, cli) {
    await withApplication(cli, async ({ db, log }) => {
      const { head, versions } = await readLag({ db, log });
      for (const line of json ? [jsonOf({ head, versions })] : versions.flatMap(linesOf)) cli.print(line);
    });
  },
});

const linesOf = ({ projection, version, state, paused, parked, lanes }: VersionLag): string[] => [
  [projection, `v${version}`, paused ? `${state}, paused` : state, `${parked} parked`].join('\t'),
  ...lanes.map(laneLine),
];

function laneLine({ lane, position, events, isMore, seconds }: VersionLag['lanes'][number]): string {
  const lag = `lag ${events}${isMore ? '+' : ''} events, ${seconds.toFixed(1)} s`;
  return ['', `lane ${lane}`, `at ${position}`, lag].join('\t');
}
