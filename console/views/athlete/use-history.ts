import { api, bodyOf } from '../../api/client.ts';
import { updateAnswer, useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import type { HistoryFilters } from '../../coaching/use-live-history.ts';

export type HistoryPage = Schemas['HistoryEventPage'];

const limit = 50;

/** The events of an athlete, the newest first. `more` adds the next page, and is null at the end. */
export function useHistory(athleteId: string, filters: HistoryFilters) {
  const key = `history of ${athleteId} ${JSON.stringify(filters)}`;
  const read = (after?: string): Promise<HistoryPage> => {
    const params = { path: { athleteId }, query: { ...filters, limit, ...(after !== undefined && { after }) } };
    return bodyOf(api.GET('/api/v1/coaching/athletes/{athleteId}/audit/history', { params }));
  };
  const query = useQuery(key, () => read());
  const next = query.data?.next ?? null;
  const more = async (after: string) => {
    const page = await read(after);
    updateAnswer<HistoryPage>(key, (shown) =>
      shown.next === after ? { ...page, items: [...shown.items, ...page.items] } : shown,
    );
  };
  return { ...query, key, more: next === null ? null : () => more(next) };
}
