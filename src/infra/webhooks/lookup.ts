import { isIP, type LookupFunction } from 'node:net';
import type { Resolve } from './resolve.ts';
import { SendFailure } from './send-failure.ts';

/**
 * A name resolution that only returns allowed addresses. The connection goes to one of them without another resolution,
 * so that a name that changes its address meanwhile has no effect.
 */
export const createLookup =
  (resolve: Resolve, isSafe: (address: string) => boolean): LookupFunction =>
  (host, { all }, callback) => {
    const answer = (addresses: readonly string[]) => {
      const safe = addresses.filter(isSafe).map((address) => ({ address, family: isIP(address) }));
      const [first] = safe;
      if (!first) {
        callback(new SendFailure(addresses.length === 0 ? 'name-not-resolved' : 'address-not-allowed'), []);
      } else if (all) callback(null, safe);
      else callback(null, first.address, first.family);
    };
    resolve(host).then(answer, () => answer([]));
  };
