import type {
  Caused,
  Observation,
  ObservedAppend,
  ObservedLane,
  ObservedRequest,
  PlacedCaused,
} from '../../ports/observe.ts';
import { spanIdOf, traceIdOf } from './span-ids.ts';

/** A span of a trace, before it is given to OpenTelemetry. It names routes, streams and numbers, never texts or people. */
export type Span = Readonly<{
  traceId: string;
  spanId: string;
  parentId: string | null;
  name: string;
  kind: 'server' | 'client' | 'producer' | 'consumer' | 'internal';
  attributes: Readonly<Record<string, string | number>>;
  hasFailed: boolean;
  startedAt: number;
  seconds: number;
}>;

/** How many traces get a span of one job. A job of a busy lane has the events of hundreds of requests. */
const maxTraces = 32;

/** The spans of work that has ended: one for each request that has caused it. */
export function spansOf(observed: Observation): readonly Span[] {
  if (observed.work === 'request') return spansOfRequest(observed);
  return observed.work === 'append' ? spansOfAppend(observed) : spansOfLane(observed);
}

const requestSpan = (correlationId: string): string => spanIdOf(correlationId, 'request');

/** The id of an append's span, made from its last event, so that the pipeline can name the append as the parent. */
const appendSpan = ({ $correlationId }: Caused['metadata'], stream: string, revision: number): string =>
  spanIdOf($correlationId, 'append', stream, revision);

function spansOfRequest({ id, method, route, status, startedAt, seconds }: ObservedRequest): readonly Span[] {
  const traceId = traceIdOf(id);
  if (traceId === null) return [];
  const pattern = route ?? 'none';
  const attributes = {
    'http.request.method': method,
    'http.route': pattern,
    'http.response.status_code': status,
  };
  const place = { traceId, spanId: requestSpan(id), parentId: null };
  return [
    {
      ...place,
      name: `${method} ${pattern}`,
      kind: 'server',
      attributes,
      hasFailed: status >= 500,
      startedAt,
      seconds,
    },
  ];
}

function spansOfAppend({ stream, events, result, revision, startedAt, seconds }: ObservedAppend): readonly Span[] {
  return tracesOf(events).map(({ traceId, last: { metadata } }) => ({
    traceId,
    // An append without effect has no revision, so its start time makes its id unique.
    spanId: appendSpan(metadata, stream, revision ?? -startedAt),
    parentId: requestSpan(metadata.$correlationId),
    name: 'append',
    kind: 'client',
    attributes: { 'irontrack.stream': stream, 'irontrack.events': events.length, 'irontrack.result': result },
    hasFailed: result === 'failed',
    ...{ startedAt, seconds },
  }));
}

const kinds = { dispatch: 'producer', job: 'consumer', projection: 'internal' } as const;

function spansOfLane({ work, lane, to, events, hasFailed, startedAt, seconds }: ObservedLane): readonly Span[] {
  const spanOf = (correlationId: string, of: ObservedLane['work']) => spanIdOf(correlationId, of, lane, to);
  const parentOf = ({ stream, revision, metadata }: PlacedCaused): string => {
    if (work === 'dispatch') return appendSpan(metadata, stream, revision);
    return spanOf(metadata.$correlationId, work === 'job' ? 'dispatch' : 'job');
  };
  return tracesOf(events).map(({ traceId, last }) => ({
    traceId,
    spanId: spanOf(last.metadata.$correlationId, work),
    parentId: parentOf(last),
    name: `${work} lane ${lane}`,
    kind: kinds[work],
    attributes: { 'irontrack.lane': lane, 'irontrack.position': String(to), 'irontrack.events': events.length },
    ...{ hasFailed, startedAt, seconds },
  }));
}

/** The traces of events, each with its last event. */
function tracesOf<Event extends Caused>(
  events: readonly Event[],
): readonly Readonly<{ traceId: string; last: Event }>[] {
  const traces = new Map<string, Event>();
  for (const event of events) {
    const traceId = traceIdOf(event.metadata.$correlationId);
    if (traceId !== null && (traces.size < maxTraces || traces.has(traceId))) traces.set(traceId, event);
  }
  return [...traces].map(([traceId, last]) => ({ traceId, last }));
}
