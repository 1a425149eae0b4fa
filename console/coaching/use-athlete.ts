import { api, bodyOf } from '../api/client.ts';
import { browserZone } from '../api/profile.ts';
import { useQuery } from '../api/query.ts';

/** What an athlete tells coaches: goals, limitations, the unit of weights and the time zone. */
export function useAthleteProfile(athleteId: string) {
  const params = { path: { athleteId } };
  const read = () => bodyOf(api.GET('/api/v1/coaching/athletes/{athleteId}/profile', { params }));
  return useQuery(`profile of ${athleteId}`, read, ['athlete']);
}

/** The time zone of the athlete, in which a coach reads all times. */
export const useAthleteZone = (athleteId: string): string =>
  useAthleteProfile(athleteId).data?.timezone ?? browserZone();
