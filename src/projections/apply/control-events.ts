import type { DatabasePool } from 'slonik';
import type { Decrypt, Log, SealedEvent } from '../../ports/log.ts';
import { effectiveEvents } from '../core/erasure.ts';
import { handles, keyOf, type Projection } from '../core/projection.ts';
import { decryptEach, isKnown } from './decrypt.ts';
import type { ControlEvents } from './strategies.ts';

export type ControlOptions = Readonly<{
  db: DatabasePool;
  /** Without a log there are no control events. */
  log?: Log;
  projections: readonly Projection[];
  decrypt: Decrypt;
}>;

const pageSize = 2_000;
const controlsPerProjection = 8;

/** Reads the first events of the oldest streams, except of the streams whose events failed. */
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
