import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import type { Session } from '../../session/apply-command.ts';

export type SessionEvent = Schemas['AuditedEvent'];
const base = '/api/v1/coaching/athletes/{athleteId}/audit';
const kind = 'session';

/** All events of a training session in the order in which they were recorded. */
export function useSessionEvents(athleteId: string, id: string) {
  return useQuery(`events of ${id}`, () => readEvents(athleteId, id), ['athlete']);
}

async function readEvents(athleteId: string, id: string): Promise<readonly SessionEvent[]> {
  const events: SessionEvent[] = [];
  let after: string | null = null;
  do {
    const query = { kind, id, limit: 100, ...(after !== null && { after }) } as const;
    const page: Schemas['AuditPage'] = await bodyOf(
      api.GET(`${base}/events`, { params: { path: { athleteId }, query } }),
    );
    events.push(...page.items);
    after = page.next;
  } while (after !== null);
  return events;
}

/** The training session as it was after a revision; null once it is deleted. A past state never changes. */
export function useSessionAt(athleteId: string, id: string, revision: number) {
  const read = async (): Promise<Session | null> => {
    const query = { kind, id, revision } as const;
    const { document } = await bodyOf(api.GET(`${base}/state`, { params: { path: { athleteId }, query } }));
    return document as unknown as Session | null;
  };
  return useQuery(`session ${id} at ${revision}`, read);
}

/** What has changed from one revision to a later one, in words. */
export function useDifference(athleteId: string, id: string, from: number, to: number) {
  const read = async (): Promise<readonly string[]> => {
    if (from === to) return [];
    const query = { kind, id, from, to } as const;
    return (await bodyOf(api.GET(`${base}/diff`, { params: { path: { athleteId }, query } }))).sentences;
  };
  return useQuery(`difference of ${id} from ${from} to ${to}`, read);
}
