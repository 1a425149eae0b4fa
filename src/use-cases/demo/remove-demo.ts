import type { AccountId } from '../../events/ids.ts';
import { allOf, findLoads } from './demo-accounts.ts';
import type { DemoPorts } from './demo-ports.ts';

/**
 * Erases the accounts of the demo with their histories by calling `erase`, and nothing else. Returns how many accounts it has
 * erased.
 */
export type RemoveDemo = (
  erase: (account: AccountId) => Promise<unknown>,
  onErased?: (done: number, total: number) => void,
) => Promise<number>;

export const createRemoveDemo =
  (ports: Pick<DemoPorts, 'ids' | 'readAccount'>): RemoveDemo =>
  async (erase, onErased = () => {}) => {
    const present = (await findLoads(ports)).flatMap(allOf).filter(({ fold }) => fold.kind === 'present');
    // The coach is last, so that no relationship ends because of it.
    for (const [done, { id }] of present.toReversed().entries()) {
      await erase(id);
      onErased(done + 1, present.length);
    }
    return present.length;
  };
