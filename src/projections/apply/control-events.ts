import type { DatabasePool } from 'slonik';
import type { Decrypt, Log, SealedEvent } from '../../ports/log.ts';
import { effectiveEvents } from '../core/erasure.ts';
import { handles, keyOf, type Projection } from '../core/projection.ts';
import { decryptEach, isKnown } from './decrypt.ts';
import type { ControlEvents } from './strategies.ts';

export type ControlOptions = Readonly<{
  db: DatabasePool;
  /** The log that contains the control events. Without a log, no control events are used. */
  log?: Log;
  projections: readonly Projection[];
  decrypt: Decrypt;
}>;

const pageSize = 2_000;
const controlsPerProjection = 8;

/**
 * Reads control events, which show whether a projection can apply anything: the first events of the oldest streams,
 * without the streams of the events in `failed`.
 */
export async function readControls(
  { db, log, projections, decrypt }: ControlOptions,
  failed: readonly SealedEvent[],
): Promise<ControlEvents> {
  const page = (await log?.page(0n, pageSize)) ?? [];
  const failedStreams = new Set(failed.map(({ stream }) => stream));
  const firsts = page.filter((event) => event.revision === 0 && !failedStreams.has(event.stream) && isKnown(event));
  const chosen = await Promise.all(
    projections.map(async (projection) => {
      const handled = firsts.filter((event) => handles(projection, event));
      const events = await effectiveEvents(db, projection, handled);
      return { projection, events: events.slice(0, controlsPerProjection) };
    }),
  );
  const decrypted = await decryptEach([...new Set(chosen.flatMap(({ events }) => events))], decrypt);
  return new Map(
    chosen.map(({ projection, events }) => [
      keyOf(projection),
      events.flatMap(({ position }) => decrypted.events.get(position) ?? []),
    ]),
  );
}
