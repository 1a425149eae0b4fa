import type { readHealth } from '../../src/service/processes/health.ts';

type Health = Awaited<ReturnType<typeof readHealth>>;

export function problemOf({ database, cache, eventStore, pipeline }: Health): string | null {
  const offline = Object.entries({ Postgres: database, Redis: cache, EventStoreDB: eventStore });
  const names = offline.flatMap(([name, state]) => (state === 'offline' ? [name] : []));
  if (names.length > 0) return `${names.join(' and ')} cannot be reached.`;
  return pipeline.status === 'stalled'
    ? 'The read models do not move: a dispatcher or a worker is missing, or its log says why.'
    : null;
}

export const healthRows = ({ database, cache, eventStore, pipeline }: Health): string[][] => [
  ['EventStoreDB', eventStore],
  ['Postgres', database],
  ['Redis', cache],
  ['read models', pipeline.behind ? `${pipeline.status}, lagging` : pipeline.status],
  ['largest lag', `${Math.max(0, ...(pipeline.lag ?? []).map(({ events }) => events))} events`],
  ['parked streams', String(pipeline.parkedStreams ?? '?')],
  ['refused events', String(pipeline.refusedEvents ?? '?')],
];
