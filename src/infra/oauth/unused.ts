import type { Adapter } from 'oidc-provider';

const neverCalled = (): Promise<never> => Promise.reject(new Error('The authorization server does not store this'));

/** The functions of an adapter for features of the library that the service does not have. */
export const unused: Adapter = {
  upsert: neverCalled,
  find: neverCalled,
  findByUid: neverCalled,
  findByUserCode: neverCalled,
  consume: neverCalled,
  destroy: neverCalled,
  revokeByGrantId: neverCalled,
};
