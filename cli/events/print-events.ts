import type { RecordedEvent } from '../../src/events/event.ts';
import { knows } from '../../src/events/schemas.ts';
import type { SealedEvent } from '../../src/ports/log.ts';
import type { Application } from '../../src/service/connect.ts';
import type { Columns } from '../host/table.ts';
import { jsonOf } from '../host/text.ts';
import { jsonLines } from '../options.ts';

const sealed = { type: 'boolean', default: false, describe: 'Leave personal data encrypted' } as const;
export const formatOptions = { json: jsonLines, sealed };

/** An event as it is printed: decrypted, or still sealed when this build cannot decrypt it. */
export type PrintedEvent = RecordedEvent | SealedEvent;

/** Decrypts events from the log as far as this build knows their types and schema numbers, unless `sealed` is true. */
export async function openEvents(
  { decrypt }: Application,
  events: readonly SealedEvent[],
  sealed: boolean,
): Promise<readonly PrintedEvent[]> {
  const known = sealed ? [] : events.filter(({ type, metadata }) => knows(type, metadata.schema));
  const decrypted = new Map((await decrypt(known)).map((event) => [event.id, event]));
  return events.map((event) => decrypted.get(event.id) ?? event);
}

export const eventColumns: Columns<PrintedEvent> = {
  POSITION: ({ position }) => String(position),
  RECORDED: ({ recordedAt }) => recordedAt,
  PLACE: ({ stream, revision }) => `${stream}@${revision}`,
  TYPE: ({ type }) => type,
  ACTOR: ({ metadata: { actor } }) => `${actor.via}:${actor.id}`,
  DATA: ({ data }) => jsonOf(data),
};
