import type { Store } from '../store/store.ts';
import { disturbSubscription } from './disturb-subscription.ts';
import { writeForeignEvents } from './foreign-events.ts';

/**
 * What a test can let this server do that a real EventStoreDB node does, or has done in some releases:
 *
 * - `foreign-events`: other applications and the node itself write events between those of the client.
 * - `slow-consumers`: a live subscription to `$all` is dropped when it is more than 32 events late (up to 23.10).
 * - `checkpoint-of-next`: a checkpoint has the position of the event that is written next (24.10, 25.0).
 * - `checkpoint-without-match`: a subscription without a match reports 2^64 - 1 when it goes live.
 * - `checkpoint-repeated`: a live subscription reports the same position again and again.
 * - `checkpoint-ahead`: a subscription that goes live reports a position that is ahead of later events.
 */
export const imitations = [
  'foreign-events',
  'slow-consumers',
  'checkpoint-of-next',
  'checkpoint-without-match',
  'checkpoint-repeated',
  'checkpoint-ahead',
] as const;
export type Imitation = (typeof imitations)[number];

/** The environment variable with the names of the imitations to use, separated by commas; `all` for all of them. */
export const imitationsVariable = 'IRONTRACK_TEST_EVENT_STORE';

/** @throws Error when the text names an unknown imitation. */
export function parseImitations(text = ''): ReadonlySet<Imitation> {
  const named = text === 'all' ? imitations : text.split(',').filter((name) => name !== '');
  return new Set(
    named.map((name) => {
      const found = imitations.find((each) => each === name);
      if (!found) throw new Error(`${imitationsVariable}: ${name} is not one of ${imitations.join(', ')}.`);
      return found;
    }),
  );
}

/** A store that behaves like a real node in the given ways. */
export function imitate(store: Store, chosen: ReadonlySet<Imitation> = new Set()): Store {
  if (chosen.size === 0) return store;
  const writeForeign = chosen.has('foreign-events') ? writeForeignEvents() : () => {};
  return {
    ...store,
    disturb: disturbSubscription(store, chosen),
    write: (operation) =>
      store.write((writes) => {
        const result = operation(writes);
        writeForeign(writes);
        return result;
      }),
  };
}
