import type { SealedEvent } from '../../src/ports/log.ts';
import {
  type DiscardedEvent,
  discardFirstEvent,
  listDiscarded,
} from '../../src/projections/parking/discarded-events.ts';
import { findParked } from '../../src/projections/parking/parked-streams.ts';
import type { Application } from '../../src/service/connect.ts';
import { CliError } from '../host/host.ts';
import { placeOf, unknownStream } from './parked-stream.ts';

/**
 * Discards the event, which must be the first dead letter of the parked stream; otherwise refuses and names the first one. A
 * second call for the same event succeeds with `isNew` false, even when no event of the stream waits any more.
 */
export async function discardEvent(
  core: Application,
  id: bigint,
  event: string,
  verdict: Readonly<{ reason: string; by: string }>,
): Promise<{ discarded: DiscardedEvent; isNew: boolean }> {
  const parked = await findParked(core.db, id);
  const done = parked && (await discardFirstEvent(core.db, parked, { eventId: event, ...verdict }));
  const discarded = (await listDiscarded(core.db)).find(
    (each) => each.event === event && each.projection === (parked?.projection ?? each.projection),
  );
  if (!discarded) throw done?.first ? notFirst(event, done.first) : unknownStream(id);
  return { discarded, isNew: done?.discarded ?? false };
}

const notFirst = (event: string, first: SealedEvent): CliError =>
  new CliError(
    `Event ${event} is not the first one that waits in ${first.stream}; that is ${first.id} (${placeOf(first)}, ${first.type}).`,
  );
