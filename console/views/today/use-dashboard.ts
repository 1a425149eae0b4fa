import { api, bodyOf } from '../../api/client.ts';
import { kept } from '../../api/kept.ts';
import { browserZone } from '../../api/profile.ts';
import { useQuery } from '../../api/query.ts';

const read = kept('dashboard', () =>
  bodyOf(api.GET('/api/v1/statistics/dashboard', { params: { query: { timezone: browserZone() } } })),
);

/** What the first page tells of the account. */
export const useDashboard = () => useQuery('dashboard', read, ['session', 'profile', 'schedule', 'measurement']);
