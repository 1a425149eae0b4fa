import type { SealedEvent } from '../../src/ports/log.ts';
import { defineCommand } from '../command.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { type Inspected, inspect } from './inspect.ts';
import { parkedId, parseParkedId, placeOf, readParked, versionOf } from './parked-stream.ts';

export const show = defineCommand({
  positionals: { id: parkedId },
  options: { json },
  async run(argv, cli) {
    const id = parseParkedId(argv.id);
    await withApplication(cli, async (core) => {
      const found = await inspect(core, await readParked(core, id));
      for (const line of argv.json ? [jsonOf(documentOf(found))] : linesOf(found)) cli.print(line);
    });
  },
});

const documentOf = ({ parked, event, opened, later, now }: Inspected): object => ({
  ...parked,
  ...{ now, event: opened ?? event ?? null, opened: opened !== undefined, later },
});

function linesOf({ parked, event, opened, later, now }: Inspected): string[] {
  const data = event && `${opened ? '' : 'encrypted: '}${jsonOf((opened ?? event).data)}`;
  return [
    [parked.id, versionOf(parked), parked.stream, parked.owner].join('\t'),
    `parked at ${parked.parkedAt}, tried ${parked.tries} times, last at ${parked.triedAt}`,
    `failed with ${parked.reason}\n${parked.stack}`,
    `a retry now would ${now === null ? 'succeed' : `fail with ${now}`}`,
    ...(event ? [`${eventLine(event)}\t${data}`] : []),
    ...later.map(eventLine),
  ];
}

const eventLine = (event: SealedEvent): string =>
  [event.position, event.recordedAt, placeOf(event), event.type, event.id].join('\t');
