import type { RecordedEvent } from '../../src/events/event.ts';
import type { SealedEvent } from '../../src/ports/log.ts';
import { decryptEach, isKnown } from '../../src/projections/apply/decrypt.ts';
import type { Application } from '../../src/service/connect.ts';
import type { Columns } from '../host/table.ts';
import { jsonOf } from '../host/text.ts';
import { jsonLines } from '../options.ts';

const sealed = { type: 'boolean', default: false, describe: 'Leave personal data encrypted' } as const;
export const formatOptions = { json: jsonLines, sealed };

/** An event as it is printed: decrypted, or still sealed when this build cannot decrypt it. */
export type PrintedEvent = RecordedEvent | SealedEvent;

/** Decrypts the events from the log that this build knows and can decrypt, unless `sealed` is true. */
export async function openEvents(
  { decrypt }: Pick<Application, 'decrypt'>,
  events: readonly SealedEvent[],
  sealed: boolean,
): Promise<readonly PrintedEvent[]> {
  const { events: opened } = await decryptEach(sealed ? [] : events.filter(isKnown), decrypt);
  return events.map((event) => opened.get(event.position) ?? event);
}

export const eventColumns: Columns<PrintedEvent> = {
  POSITION: ({ position }) => String(position),
  RECORDED: ({ recordedAt }) => recordedAt,
  PLACE: ({ stream, revision }) => `${stream}@${revision}`,
  TYPE: ({ type }) => type,
  ACTOR: ({ metadata: { actor } }) => `${actor.via}:${actor.id}`,
  DATA: ({ data }) => jsonOf(data),
};
