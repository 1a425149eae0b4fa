import type { RecordedEvent } from '../../src/events/event.ts';
import type { SealedEvent } from '../../src/ports/log.ts';
import { decryptEach, isKnown } from '../../src/projections/apply/decrypt.ts';
import { dryRunRetry } from '../../src/projections/apply/retry-parked.ts';
import { readParkedEvents } from '../../src/projections/parking/parked-events.ts';
import type { ParkedStream } from '../../src/projections/parking/parked-streams.ts';
import type { Application } from '../../src/service/connect.ts';
import { defineCommand } from '../command.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { withApplication } from '../setup/application.ts';
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

type Inspected = Readonly<{
  parked: ParkedStream;
  /**
   * The first waiting event of the parked stream as it is stored. `opened` is the decrypted event, if this build can
   * decrypt it.
   */
  event: SealedEvent | undefined;
  opened: RecordedEvent | undefined;
  later: readonly SealedEvent[];
  /**
   * The error with which the current code fails to apply the first waiting event; null when it would apply the event.
   */
  now: string | null;
}>;

async function inspect(core: Application, parked: ParkedStream): Promise<Inspected> {
  const [event, ...later] = await readParkedEvents(core.db, parked.id, parked.waiting);
  const decrypted = event && isKnown(event) ? await decryptEach([event], core.decrypt) : null;
  const failed = await dryRunRetry(core, parked.id);
  return {
    ...{ parked, event, later },
    opened: event && decrypted?.events.get(event.position),
    now: failed && textOf(failed.error),
  };
}

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

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
