import { parseStream } from '../../../src/events/streams.ts';
import type { Queries } from '../../../src/queries/all.ts';
import type { AuditedKind } from '../../../src/queries/audit/audited-kinds.ts';
import { matches } from '../../../src/queries/audit/event-filters.ts';
import type { EventPlace } from '../../../src/queries/audit/list-places.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';

/** Creates the query for the places of events in memory. It looks at every event, and ignores the filter by exercise. */
export const createInMemoryPlaces =
  (store: InMemoryEventStore): Queries['listPlaces'] =>
  async ({ athlete, kinds, filters, after, limit, sortOrder }) => {
    const all = store.all().flatMap((event): readonly EventPlace[] => {
      const { category, id } = parseStream(event.stream);
      const kind = category as AuditedKind;
      const isCorrection = 'correction' in event.data && event.data.correction === true;
      const isAsked =
        event.metadata.owner === athlete &&
        kinds.includes(kind) &&
        matches(event, filters) &&
        (filters.isCorrection === undefined || filters.isCorrection === isCorrection);
      return isAsked ? [{ position: event.position, kind, id, revision: event.revision }] : [];
    });
    const inOrder = all.toSorted((one, other) => Number(one.position - other.position));
    const sorted = sortOrder === 'asc' ? inOrder : inOrder.toReversed();
    const following = sorted.filter(
      ({ position }) => after === null || (sortOrder === 'asc' ? position > after : position < after),
    );
    const places = following.slice(0, limit);
    return { places, next: following.length > limit ? (places.at(-1)?.position ?? null) : null };
  };
