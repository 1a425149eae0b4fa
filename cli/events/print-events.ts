import type { RecordedEvent } from '../../src/events/event.ts';
import { knows } from '../../src/events/schemas.ts';
import type { SealedEvent } from '../../src/ports/log.ts';
import type { Application } from '../../src/service/connect.ts';
import type { Cli } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { jsonLines } from '../options.ts';

const sealed = { type: 'boolean', default: false, describe: 'Leave personal data encrypted' } as const;
export const formatOptions = { json: jsonLines, sealed };

/** An event as it is printed: decrypted, or still sealed when this build cannot decrypt it. */
type PrintedEvent = RecordedEvent | SealedEvent;

type Format = Readonly<{ json: boolean; sealed: boolean }>;

/** Prints events from the log. An event is decrypted when this build knows its type and schema number. */
export async function printSealed(
  cli: Cli,
  { decrypt }: Application,
  { json, sealed }: Format,
  events: readonly SealedEvent[],
): Promise<void> {
  const known = sealed ? [] : events.filter(({ type, metadata }) => knows(type, metadata.schema));
  const decrypted = new Map((await decrypt(known)).map((event) => [event.id, event]));
  for (const event of events) printEvent(cli, decrypted.get(event.id) ?? event, json);
}

export const printEvent = (cli: Cli, event: PrintedEvent, json: boolean): void =>
  cli.print(json ? jsonOf(event) : lineOf(event));

const lineOf = ({ position, recordedAt, stream, revision, type, metadata, data }: PrintedEvent): string => {
  const { via, id } = metadata.actor;
  return [position, recordedAt, `${stream}@${revision}`, type, `${via}:${id}`, JSON.stringify(data)].join('\t');
};
