import type { DatabasePool } from 'slonik';
import { categories, eventTypesOf } from '../../events/schemas.ts';
import type { Decrypt, Log, SealedEvent } from '../../ports/log.ts';
import { effectiveEvents } from '../core/erasure.ts';
import { handles, keyOf, type Projection, readsStream } from '../core/projection.ts';
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
 * Reads control events, which show whether a projection can apply anything: the first events of the oldest streams that
 * it reads, without the events in `failed`. Nothing is read for a projection that handles none of these.
 */
export async function readControls(
  { db, log, projections, decrypt }: ControlOptions,
  failed: readonly SealedEvent[],
): Promise<ControlEvents> {
  const concerned = projections.filter((projection) => failed.some((event) => handles(projection, event)));
  const failedAt = new Set(failed.map(({ position }) => position));
  const chosen = await Promise.all(
    concerned.map(async (projection) => {
      // The log begins with thousands of events of the seed data, so a page of all events may have none of its streams.
      const page = (await log?.page(0n, pageSize, typesOf(projection))) ?? [];
      const firsts = page.filter(
        (event) =>
          event.revision === 0 &&
          readsStream(projection, event.stream) &&
          !failedAt.has(event.position) &&
          isKnown(event),
      );
      const events = await effectiveEvents(db, projection, firsts);
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

const typesOf = ({ categories: own }: Projection): ReadonlySet<string> =>
  new Set(categories.filter((category) => own.has(category)).flatMap(eventTypesOf));
