import { api, bodyOf } from '../api/client.ts';
import { useQuery } from '../api/query.ts';
import type { Schemas } from '../api/schemas.ts';

export type RosterRow = Schemas['RosterRow'];
export type Signal = Schemas['Signal'];
export type Part = RosterRow['scope'][number];

/** All athletes of the coach, those that need attention first. */
export const useRoster = () =>
  useQuery('roster', () => bodyOf(api.GET('/api/v1/coaching/roster')), ['athlete', 'coaching']);

/** How an athlete is called. */
export const nameOf = ({ name, email }: Pick<RosterRow, 'name' | 'email'>): string => name ?? email;
