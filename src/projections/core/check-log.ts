import type { DatabasePool } from 'slonik';
import type { Log } from '../../ports/log.ts';
import { listBookmarks } from './checkpoints.ts';
import type { LogBookmark } from './job.ts';
import type { VersionKey } from './projection.ts';

/** The log lacks an event that a bookmark names: the log was restored to an older state, or it is another log. */
export class LogMismatch extends Error {
  override readonly name = 'LogMismatch';
}

/** Throws `LogMismatch` unless the log contains every bookmarked event at its position. */
export async function checkLog(
  db: DatabasePool,
  log: Pick<Log, 'page' | 'idAt'>,
  versions: readonly VersionKey[],
): Promise<void> {
  for (const bookmark of await listBookmarks(db, versions)) {
    if (!(await isInLog(log, bookmark))) {
      const { id, position } = bookmark;
      throw new LogMismatch(
        `The log does not hold event ${id} at ${position}, which the database has read: it is an older copy, or another log.`,
      );
    }
  }
}

/** Whether the log has this event at this position. */
export async function isInLog(log: Pick<Log, 'page' | 'idAt'>, { id, position, after }: LogBookmark): Promise<boolean> {
  // An event store may fail to read from a position that no event of its log has. Only the slower search is certain.
  const found = await log.idAt(position).catch(() => null);
  if (found !== null) return found === id;
  const [first] = await log.page(after, 1);
  return first?.id === id && first.position === position;
}
