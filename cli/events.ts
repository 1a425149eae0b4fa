import type { Argv } from 'yargs';
import type { RecordedEvent } from '../src/events/event.ts';
import { knows } from '../src/events/schemas.ts';
import type { SealedEvent } from '../src/ports/log.ts';
import type { Application } from '../src/service/connect.ts';
import { setUp, withApplication } from './environment.ts';
import { whole } from './numbers.ts';
import { CliError, print, untilStopped } from './terminal.ts';

const pageSize = 500;

type Shown = Readonly<{ json: boolean; sealed: boolean }>;

/** Prints events, opened where this build can read them. */
const printing =
  ({ decrypt }: Application, { json, sealed }: Shown) =>
  async (events: readonly SealedEvent[]): Promise<void> => {
    const readable = sealed ? [] : events.filter(({ type, metadata }) => knows(type, metadata.schema));
    const opened = new Map((await decrypt(readable)).map((event) => [event.id, event]));
    for (const event of events) print((json ? jsonOf : lineOf)(opened.get(event.id) ?? event));
  };

/** An event to print: opened, or sealed where this build cannot read it. */
type PrintedEvent = RecordedEvent | SealedEvent;

const jsonOf = (event: PrintedEvent): string =>
  JSON.stringify(event, (_key, value) => (typeof value === 'bigint' ? String(value) : value));

const lineOf = ({ position, recordedAt, stream, revision, type, metadata, data }: PrintedEvent): string =>
  [
    position,
    recordedAt,
    `${stream}@${revision}`,
    type,
    `${metadata.actor.via}:${metadata.actor.id}`,
    JSON.stringify(data),
  ].join('\t');

async function all(from: bigint, limit: number, shown: Shown): Promise<void> {
  await withApplication(setUp(), async (core) => {
    const show = printing(core, shown);
    for (let [after, left] = [from, limit]; left > 0; ) {
      const page = await core.log.page(after, Math.min(left, pageSize));
      await show(page);
      const last = page.at(-1);
      if (!last || page.length < Math.min(left, pageSize)) return;
      after = last.position;
      left -= page.length;
    }
  });
}

async function stream(name: string, json: boolean): Promise<void> {
  await withApplication(setUp(), async ({ store }) => {
    const events = await store.read(name);
    if (events.length === 0) throw new CliError(`There is no stream ${name}.`);
    for (const event of events) print((json ? jsonOf : lineOf)(event));
  });
}

async function tail(shown: Shown): Promise<void> {
  const stop = new AbortController();
  void untilStopped().then(() => stop.abort());
  await withApplication(setUp(), async (core) => {
    const show = printing(core, shown);
    for await (const item of core.log.follow(await core.log.head(), stop.signal)) {
      if (item.type !== 'looked') await show([item as SealedEvent]);
    }
  });
}

/** A position as the log prints it. */
function positionOf(text: string): bigint {
  if (!/^\d{1,19}$/.test(text)) throw new CliError(`${text} is not a position.`);
  return BigInt(text);
}

/** The log itself, to look at. */
export const events = (cli: Argv): Argv => {
  const json = { type: 'boolean', default: false, describe: 'Print one JSON document a line' } as const;
  const sealed = { type: 'boolean', default: false, describe: 'Leave personal texts encrypted' } as const;
  const limit = { ...whole('--limit'), describe: 'At most so many' } as const;
  const from = { type: 'string', default: '0', describe: 'Only what lies behind this position' } as const;
  return cli.command('events', 'The log itself, to look at', (yargs) =>
    yargs
      .command(
        'all',
        'Print every event in the order of the log',
        (verb) => verb.options({ from, limit, json, sealed }),
        (argv) => all(positionOf(argv.from), argv.limit ?? Number.MAX_SAFE_INTEGER, argv),
      )
      .command(
        'stream <name>',
        'Print the events of one stream, such as session-<id>',
        (verb) => verb.positional('name', { type: 'string', demandOption: true }).options({ json }),
        (argv) => stream(argv.name, argv.json),
      )
      .command(
        'tail',
        'Print events as they come, until stopped',
        (verb) => verb.options({ json, sealed }),
        (argv) => tail(argv),
      )
      .demandCommand(1, 'Which action?'),
  );
};
