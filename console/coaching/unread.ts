import { api, bodyOf } from '../api/client.ts';
import type { Schemas } from '../api/schemas.ts';

/** The discussions with an athlete that have comments which the coach has not read. */
export async function unreadOf(athleteId: string): Promise<readonly Schemas['DiscussionItem'][]> {
  const params = { path: { athleteId }, query: { unread: true, pageSize: 100 } };
  return (await bodyOf(api.GET('/api/v1/coaching/athletes/{athleteId}/discussions', { params }))).items;
}
