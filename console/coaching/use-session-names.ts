import { api, bodyOf } from '../api/client.ts';
import { useQuery } from '../api/query.ts';
import { formatDay } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';

const route = '/api/v1/coaching/athletes/{athleteId}/training-sessions';

async function readNames(athleteId: string): Promise<ReadonlyMap<string, string>> {
  const params = { path: { athleteId }, query: { pageSize: 100 } };
  const { items } = await bodyOf(api.GET(route, { params }));
  return new Map(
    items.map(({ id, name, startedAt, timezone }) => [
      id,
      `${name ?? t('session.unnamed')}, ${formatDay(startedAt, timezone)}`,
    ]),
  );
}

const noNames = async (): Promise<ReadonlyMap<string, string>> => new Map();

/** How the latest training sessions of an athlete are called. Older ones and those out of the scope have no name. */
export function useSessionNames(athleteId: string, isAllowed: boolean): ReadonlyMap<string, string> {
  const key = `session names of ${athleteId}`;
  return useQuery(key, isAllowed ? () => readNames(athleteId) : noNames, ['athlete']).data ?? new Map();
}
