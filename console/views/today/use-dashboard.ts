import { api, bodyOf } from '../../api/client.ts';
import { kept } from '../../api/kept.ts';
import { useZone } from '../../api/profile.ts';
import { useQuery } from '../../api/query.ts';

const readIn = (timezone: string) => () =>
  bodyOf(api.GET('/api/v1/statistics/dashboard', { params: { query: { timezone } } }));

/** What the first page tells of the account. */
export function useDashboard() {
  const zone = useZone();
  const read = kept('dashboard', readIn(zone));
  return useQuery(`dashboard ${zone}`, read, ['session', 'profile', 'schedule', 'measurement']);
}
