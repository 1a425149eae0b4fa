import { api, bodyOf } from '../../api/client.ts';
import { useHistoryPages } from '../../api/history-pages.ts';
import type { HistoryFilters } from '../../coaching/use-live-history.ts';

const limit = 50;

/** The events of an athlete, page by page. */
export function useHistory(athleteId: string, filters: HistoryFilters) {
  const key = `history of ${athleteId} ${JSON.stringify(filters)}`;
  const pages = useHistoryPages(key, (after) => {
    const params = { path: { athleteId }, query: { ...filters, limit, ...(after !== undefined && { after }) } };
    return bodyOf(api.GET('/api/v1/coaching/athletes/{athleteId}/audit/history', { params }));
  });
  return { ...pages, key };
}
