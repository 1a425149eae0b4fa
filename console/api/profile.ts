import { api, bodyOf } from './client.ts';
import { kept } from './kept.ts';
import { useQuery } from './query.ts';
import type { Schemas } from './schemas.ts';

export type Profile = Schemas['Profile'];

const read = kept('profile', (): Promise<Profile> => bodyOf(api.GET('/api/v1/profile')));

/** The preferences and the gear of the account. */
export const useProfile = () => useQuery('profile', read, ['profile']);

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The time zone of the athlete: that of the profile, else that of the browser. */
export const useZone = (): string => useProfile().data?.timezone ?? browserZone();
