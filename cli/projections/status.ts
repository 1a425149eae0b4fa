import { readLag, type VersionLag } from '../../src/projections/lag.ts';
import { defineCommand } from '../command.ts';
import { type Columns, printList } from '../host/table.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { withApplication } from '../setup/application.ts';

export const status = defineCommand({
  options: { json },
  async run({ json }, cli) {
    await withApplication(cli, async ({ db, log }) => {
      const { head, versions } = await readLag({ db, log });
      if (json) cli.print(jsonOf({ head, versions }));
      else await printList(cli, versions.flatMap(lanesOf), columns, false);
    });
  },
});

type LaneLag = Readonly<{ of: VersionLag; lane: VersionLag['lanes'][number] }>;

const lanesOf = (version: VersionLag): LaneLag[] => version.lanes.map((lane) => ({ of: version, lane }));

const columns: Columns<LaneLag> = {
  'READ MODEL': ({ of }) => of.projection,
  VERSION: ({ of }) => `v${of.version}`,
  STATE: ({ of }) => (of.paused ? `${of.state}, paused` : of.state),
  PARKED: ({ of }) => String(of.parked),
  LANE: ({ lane }) => String(lane.lane),
  POSITION: ({ lane }) => String(lane.position),
  'LAG IN EVENTS': ({ lane }) => `${lane.events}${lane.isMore ? '+' : ''}`,
  'LAG IN SECONDS': ({ lane }) => lane.seconds.toFixed(1),
};
