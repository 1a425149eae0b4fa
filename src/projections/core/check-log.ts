import type { DatabasePool } from 'slonik';
import type { Log } from '../../ports/log.ts';
import { listBookmarks } from './checkpoints.ts';
import type { VersionKey } from './projection.ts';

/** The log lacks an event that a bookmark names: the log was restored to an older state, or it is another log. */
export class LogMismatch extends Error {}

/** Throws `LogMismatch` unless the log contains every bookmarked event at its position. */
export async function checkLog(
  db: DatabasePool,
  log: Pick<Log, 'page'>,
  versions: readonly VersionKey[],
): Promise<void> {
  for (const { id, position, after } of await listBookmarks(db, versions)) {
    const [event] = await log.page(after, 1);
    if (event?.id !== id || event.position !== position) {
      throw new LogMismatch(`The log does not hold event ${id} at ${position}, which the read tables contain`);
    }
  }
}
