import { api, bodyOf } from '../../api/client.ts';
import { invalidate, useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';

export type Coaching = Schemas['CoachingWithPeople'];
export type Side = 'athlete' | 'coach';
export type Terms = Schemas['ChangeCoachingRequest'];

/** The relationships that are open, as one of the two sides. */
export function useCoachings(side: Side) {
  const read = async (): Promise<readonly Coaching[]> => {
    const query = { as: side, pageSize: 100 };
    const { items } = await bodyOf(api.GET('/api/v1/coaching', { params: { query } }));
    return items.filter(({ status }) => status === 'pending' || status === 'active');
  };
  return useQuery(`coaching as ${side}`, read, ['coaching', 'athlete']);
}

/** The commands for one relationship. After each, the queries that depend on it are repeated. */
export function coachingCommands(id: string) {
  const params = { path: { id } };
  const done = <Answer>(answer: Answer): Answer => {
    invalidate(new Set(['coaching', 'athlete']));
    return answer;
  };
  return {
    accept: (body: Terms = {}) => bodyOf(api.POST('/api/v1/coaching/{id}/accept', { params, body })).then(done),
    change: (body: Terms) => bodyOf(api.PATCH('/api/v1/coaching/{id}', { params, body })).then(done),
    decline: () => bodyOf(api.POST('/api/v1/coaching/{id}/decline', { params })).then(done),
    end: () => bodyOf(api.POST('/api/v1/coaching/{id}/end', { params })).then(done),
  };
}
