import { sql } from 'slonik';
import type { LiveSystem } from './live-system.ts';
import type { MemoryLog } from './memory-log.ts';

/**
 * Wraps the log for a test that changes the number of lanes: `act` is called once while all lanes are locked, when the
 * change reads the end of the log.
 */
export function whileLanesAreLocked(live: LiveSystem, act: () => unknown): MemoryLog {
  let hasActed = false;
  const areLanesLocked = async () => {
    const locks = await live.db.oneFirst(sql.unsafe`
      SELECT count(*) FROM pg_locks WHERE relation = 'lane_layout'::regclass AND mode = 'RowShareLock' AND granted`);
    return locks !== 0n;
  };
  const head = async () => {
    if (!hasActed && (await areLanesLocked())) {
      hasActed = true;
      await act();
    }
    return live.log.head();
  };
  return { ...live.log, head };
}
