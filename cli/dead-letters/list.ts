import { type DiscardedEvent, listDiscarded } from '../../src/projections/parking/discarded-events.ts';
import type { ParkedStream } from '../../src/projections/parking/parked-streams.ts';
import { listParked } from '../../src/projections/parking/parked-streams.ts';
import { defineCommand } from '../command.ts';
import { jsonOf } from '../host/text.ts';
import { jsonLines } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { placeOf, versionOf } from './parked-stream.ts';

export const list = defineCommand({
  options: {
    json: jsonLines,
    discarded: { type: 'boolean', default: false, describe: 'List the discarded events instead' },
  },
  async run({ json, discarded }, cli) {
    await withApplication(cli, async ({ db }) => {
      if (discarded) for (const each of await listDiscarded(db)) cli.print(json ? jsonOf(each) : discardedLine(each));
      else for (const each of await listParked(db)) cli.print(json ? jsonOf(each) : parkedLine(each));
    });
  },
});

const discardedLine = (each: DiscardedEvent): string =>
  [each.projection, each.event, placeOf(each), each.by, each.at, each.reason].join('\t');

const parkedLine = (each: ParkedStream): string => {
  const { id, stream, owner, waiting, parkedAt, reason } = each;
  return [id, versionOf(each), stream, owner, `${waiting} waiting`, parkedAt, reason].join('\t');
};
