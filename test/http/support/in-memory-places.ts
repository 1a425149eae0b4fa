import { masked } from '../../../src/documents/audit/masked.ts';
import { parseStream } from '../../../src/events/streams.ts';
import type { Queries } from '../../../src/queries/all.ts';
import type { AuditedKind } from '../../../src/queries/audit/audited-kinds.ts';
import { matches } from '../../../src/queries/audit/event-filters.ts';
import type { EventPlace } from '../../../src/queries/audit/list-places.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';

type Places = Pick<Queries, 'listChangedThings' | 'listPlaces' | 'listRecordings' | 'listStreams'>;

/** Creates the queries for the places of events in memory. They look at every event, and ignore the filter by exercise. */
export const createInMemoryPlaces = (store: InMemoryEventStore): Places => ({
  async listChangedThings({ owner, since }) {
    const own = store
      .all()
      .filter(
        ({ recordedAt, metadata }) => metadata.owner === owner && metadata.actor.id === owner && recordedAt >= since,
      );
    return [...new Set(own.map(({ stream }) => stream))].map((stream) => {
      const { category, id } = parseStream(stream);
      return { kind: category as AuditedKind, id };
    });
  },
  async listStreams({ athlete, kinds, after, limit }) {
    const firsts = store.all().filter(({ revision, metadata }) => revision === 0 && metadata.owner === athlete);
    return firsts
      .map(({ stream, position }) => ({ position, ...parseStream(stream) }))
      .map(({ category, ...each }) => ({ ...each, kind: category as AuditedKind }))
      .filter(({ kind, position }) => kinds.includes(kind) && position > after)
      .slice(0, limit);
  },
  async listRecordings({ athlete, lateSeconds, batchSeconds, after, limit }) {
    const own = store
      .all()
      .filter(({ stream, metadata }) => stream.startsWith('session-') && metadata.owner === athlete);
    const all = [...Map.groupBy(own, ({ stream }) => parseStream(stream).id)]
      .toReversed()
      .map(([sessionId, events]) => {
        const [started] = events;
        const logged = events.filter(({ type }) => type === 'SetLogged');
        const times = logged.map(({ recordedAt }) => recordedAt).sort();
        const lags = logged
          .map(({ recordedAt, metadata }) => (Date.parse(recordedAt) - Date.parse(metadata.occurredAt)) / 1_000)
          .sort((one, other) => one - other);
        const [first = null, last = null] = [times[0], times.at(-1)];
        const lasted = first === null || last === null ? null : (Date.parse(last) - Date.parse(first)) / 1_000;
        return {
          ...{ position: String(started?.position), sessionId, via: started?.metadata.actor.via ?? 'http' },
          ...{ startedAt: started?.metadata.occurredAt ?? '', sets: logged.length },
          ...{ lateSets: lags.filter((lag) => lag > lateSeconds).length, firstRecordedAt: first, lastRecordedAt: last },
          ...{ recordedSeconds: lasted, medianLagSeconds: lags[Math.ceil(lags.length / 2) - 1] ?? null },
          ...{ maxLagSeconds: lags.at(-1) ?? null, isBatch: logged.length >= 4 && (lasted ?? 0) <= batchSeconds },
        };
      });
    const following = all.filter(({ position }) => after === null || BigInt(position) < after);
    const items = following.slice(0, limit);
    return { items, next: following.length > limit ? BigInt(items.at(-1)?.position ?? 0) : null };
  },
  async listPlaces({ athlete, kinds, filters, after, limit, sortOrder }) {
    const all = store.all().flatMap((event): readonly EventPlace[] => {
      const { category, id } = parseStream(event.stream);
      const kind = category as AuditedKind;
      const isCorrection = 'correction' in event.data && event.data.correction === true;
      const isAsked =
        event.metadata.owner === athlete &&
        kinds.includes(kind) &&
        matches(masked(event), filters) &&
        (filters.isCorrection === undefined || filters.isCorrection === isCorrection);
      return isAsked ? [{ position: event.position, kind, id, revision: event.revision }] : [];
    });
    const inOrder = all.toSorted((one, other) => Number(one.position - other.position));
    const sorted = sortOrder === 'asc' ? inOrder : inOrder.toReversed();
    const following = sorted.filter(
      ({ position }) => after === null || (sortOrder === 'asc' ? position > after : position < after),
    );
    const places = following.slice(0, limit);
    const own = store.all().filter(({ metadata }) => metadata.owner === athlete);
    const end = own.at(-1)?.position ?? 0n;
    return { places, end, next: following.length > limit ? (places.at(-1)?.position ?? null) : null };
  },
});
