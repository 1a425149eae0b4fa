import type { AccountId } from '../../events/ids.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { findLoads } from './demo-accounts.ts';
import type { DemoPorts } from './demo-ports.ts';

/**
 * Erases the accounts of the demo with their histories by calling `erase`, and nothing else. Returns how many accounts it has
 * erased.
 */
export type RemoveDemo = (
  erase: (account: AccountId) => Promise<unknown>,
  onErased?: (done: number, total: number) => void,
) => Promise<number>;

/** How many accounts are erased at once. */
const concurrency = 4;

export const createRemoveDemo =
  (ports: Pick<DemoPorts, 'ids' | 'readAccount'>): RemoveDemo =>
  async (erase, onErased = () => {}) => {
    const loads = await findLoads(ports);
    // The coaches are last, so that no relationship ends because of them.
    const groups = [loads.flatMap(({ athletes }) => athletes), loads.map(({ coach }) => coach)].map((accounts) =>
      accounts.filter(({ fold }) => fold.kind === 'present'),
    );
    const total = groups.flat().length;
    let done = 0;
    for (const accounts of groups) {
      await mapConcurrently(accounts, concurrency, async ({ id }) => {
        await erase(id);
        onErased(++done, total);
      });
    }
    return total;
  };
