import { type DiscardedEvent, listDiscarded } from '../../src/projections/parking/discarded-events.ts';
import type { ParkedStream } from '../../src/projections/parking/parked-streams.ts';
import { listParked } from '../../src/projections/parking/parked-streams.ts';
import { defineCommand } from '../command.ts';
import { type Columns, printList } from '../host/table.ts';
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
      if (discarded) await printList(cli, await listDiscarded(db), discardedColumns, json);
      else await printList(cli, await listParked(db), parkedColumns, json);
    });
  },
});

const discardedColumns: Columns<DiscardedEvent> = {
  'READ MODEL': ({ projection }) => projection,
  EVENT: ({ event }) => event,
  PLACE: placeOf,
  BY: ({ by }) => by,
  AT: ({ at }) => at,
  REASON: ({ reason }) => reason,
};

const parkedColumns: Columns<ParkedStream> = {
  ID: ({ id }) => String(id),
  'READ MODEL': versionOf,
  STREAM: ({ stream }) => stream,
  OWNER: ({ owner }) => owner,
  WAITING: ({ waiting }) => String(waiting),
  'PARKED AT': ({ parkedAt }) => parkedAt,
  REASON: ({ reason }) => reason,
};
