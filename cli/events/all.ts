import type { Application } from '../../src/service/connect.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { printList } from '../host/table.ts';
import { integer } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { eventColumns, formatOptions, openEvents, type PrintedEvent } from './print-events.ts';

const pageSize = 500;

export const all = defineCommand({
  options: {
    from: { type: 'string', default: '0', describe: 'Only events after this log position' },
    limit: { ...integer('--limit'), describe: 'Maximum number of events' },
    ...formatOptions,
  },
  async run({ from, limit = Number.MAX_SAFE_INTEGER, json, sealed }, cli) {
    const range = { after: positionOf(from), limit, sealed };
    await withApplication(cli, (core) => printList(cli, eventsOf(core, range), eventColumns, json));
  },
});

type Range = Readonly<{ after: bigint; limit: number; sealed: boolean }>;

/** Reads the events page by page. */
async function* eventsOf(core: Application, { after, limit, sealed }: Range): AsyncGenerator<PrintedEvent> {
  let position = after;
  for (let left = limit; left > 0; ) {
    const size = Math.min(left, pageSize);
    const page = await core.log.page(position, size);
    yield* await openEvents(core, page, sealed);
    const last = page.at(-1);
    if (!last || page.length < size) return;
    position = last.position;
    left -= page.length;
  }
}

/** Parses a log position that is written in decimal digits. */
function positionOf(text: string): bigint {
  if (!/^\d{1,19}$/.test(text)) throw new CliError(`--from: ${text} is not a log position.`);
  return BigInt(text);
}
