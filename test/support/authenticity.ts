import { type Authenticity, createAuthenticity, type Recognition } from '../../src/infra/log/authenticity.ts';

/** Accepts every event with an owner as an own event, for tests that write events without a mac. */
export const acceptOwned: Recognition = {
  isOwn: ({ type, metadata }) => !type.startsWith('$') && typeof metadata?.owner === 'string',
  onForeign: () => {},
};

/** Signs and recognises events with a fixed key. */
export const testAuthenticity: Authenticity & Recognition = {
  ...createAuthenticity(Buffer.alloc(32, 7), 0n),
  onForeign: () => {},
};
