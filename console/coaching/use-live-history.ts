import { useEffect } from 'preact/hooks';
import { api, bodyOf } from '../api/client.ts';
import { follow } from '../api/follow.ts';
import type { Schemas } from '../api/schemas.ts';

export type HistoryEvent = Schemas['HistoryEvent'];

/** Which events of an athlete are told. */
export type HistoryFilters = Readonly<{
  kind?: HistoryEvent['about']['kind'];
  actor?: string;
  via?: HistoryEvent['actor']['via'];
  occurredFrom?: string;
  occurredTo?: string;
}>;

const live = '/api/v1/coaching/athletes/{athleteId}/audit/live';

/**
 * Calls `onEvent` with each event of an athlete after the position `since`, as it is recorded. Null is the present.
 * Does nothing while `since` is undefined.
 */
export function useLiveHistory(
  athleteId: string,
  filters: HistoryFilters,
  since: string | null | undefined,
  onEvent: (event: HistoryEvent) => void,
): void {
  const key = JSON.stringify(filters);
  useEffect(() => {
    if (since === undefined) return;
    const stopping = new AbortController();
    let after = since;
    const open = (signal: AbortSignal) => {
      const params = { path: { athleteId }, query: { ...filters, ...(after !== null && { after }) } };
      return bodyOf(api.GET(live, { params, parseAs: 'stream', signal }));
    };
    void follow(open, stopping.signal, (data) => {
      const event = parseEvent(data);
      after = event?.position ?? after;
      if (event) onEvent(event);
    });
    return () => stopping.abort();
  }, [athleteId, key, since === undefined]);
}

/** The event that was told; null for the first one of a stream, which says only that it has begun. */
function parseEvent(data: string): HistoryEvent | null {
  const event: Partial<HistoryEvent> = JSON.parse(data);
  return event.position === undefined ? null : (event as HistoryEvent);
}
