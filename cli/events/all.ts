import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { integer } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { formatOptions, printSealed } from './print-events.ts';

const pageSize = 500;

export const all = defineCommand({
  options: {
    from: { type: 'string', default: '0', describe: 'Only events after this log position' },
    limit: { ...integer('--limit'), describe: 'Maximum number of events' },
    ...formatOptions,
  },
  async run({ from, limit = Number.MAX_SAFE_INTEGER, ...format }, cli) {
    let after = positionOf(from);
    await withApplication(cli, async (core) => {
      for (let left = limit; left > 0; ) {
        const size = Math.min(left, pageSize);
        const page = await core.log.page(after, size);
        await printSealed(cli, core, format, page);
        const last = page.at(-1);
        if (!last || page.length < size) return;
        after = last.position;
        left -= page.length;
      }
    });
  },
});

/** Parses a log position that is written in decimal digits. */
function positionOf(text: string): bigint {
  if (!/^\d{1,19}$/.test(text)) throw new CliError(`--from: ${text} is not a log position.`);
  return BigInt(text);
}
