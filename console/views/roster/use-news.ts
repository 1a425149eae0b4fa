import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';

const readReviews = () => bodyOf(api.GET('/api/v1/coaching/review'));
const readUnread = () =>
  bodyOf(api.GET('/api/v1/coaching/discussions', { params: { query: { unread: true, pageSize: 100 } } }));

/** How many things are new of each athlete, and how many comments the coach has not read. */
export function useNews() {
  const reviews = useQuery('reviews', readReviews, ['athlete', 'coaching']).data?.athletes ?? [];
  const discussions = useQuery('unread of athletes', readUnread, ['athlete']).data?.items ?? [];
  return {
    newsOf: (athleteId: string): number => reviews.find((each) => each.athleteId === athleteId)?.things ?? 0,
    unreadOf: (athleteId: string): number =>
      discussions.filter((each) => each.athleteId === athleteId).reduce((sum, { unread }) => sum + unread.coach, 0),
  };
}
