import { LRUCache } from 'lru-cache';
import type { Log } from '../ports/log.ts';
import { isInLog } from '../projections/core/check-log.ts';
import type { Landmark } from '../queries/changes/feed-token.ts';

/** How many landmarks a process remembers. Most tokens are used again in the process that has made them. */
const maxKnown = 10_000;

/** Creates the memory of events that the log has. An event that is not remembered is looked up in the log. */
export function createLandmarks(log: Pick<Log, 'page' | 'idAt'>) {
  const known = new LRUCache<string, true>({ max: maxKnown });
  const keyOf = ({ position, id }: Landmark) => `${position}/${id}`;
  const remember = (landmark: Landmark): void => void known.set(keyOf(landmark), true);
  return {
    remember,
    async isInLog(landmark: Landmark): Promise<boolean> {
      if (known.has(keyOf(landmark))) return true;
      const isFound = await isInLog(log, landmark);
      if (isFound) remember(landmark);
      return isFound;
    },
  };
}
