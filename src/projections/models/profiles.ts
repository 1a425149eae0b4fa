import { absent } from '../../documents/presence.ts';
import { type ProfileDocument, type ProfilePresence, profileFold } from '../../documents/profile.ts';
import type { ProfileEvent } from '../../events/profile.ts';
import { documentModel } from './document-model.ts';

/** The athlete profiles: one row for each account that has changed its preferences, gear or training maxes. */
export const profiles = documentModel<ProfileDocument, ProfilePresence, ProfileEvent>({
  name: 'profiles',
  table: 'profiles',
  categories: ['profile'],
  fold: profileFold,
  restore: (document) => (document ? { kind: 'present', document } : absent),
  columns: {
    owner: { type: 'uuid', value: ({ owner }) => owner },
    created_at: { type: 'timestamptz', value: ({ document }) => document?.createdAt },
  },
});
