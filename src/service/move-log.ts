import type { DatabasePool, DatabaseTransactionConnection } from 'slonik';
import type { Instant } from '../events/ids.ts';
import { type Compared, type CompareLogs, compareLogs } from '../infra/log-copy/compare-logs.ts';
import { movePositions, readPositions } from '../infra/log-copy/move-positions.ts';
import { createPositionMap, type PositionMap } from '../infra/log-copy/position-map.ts';
import { createHeadsFile } from '../infra/tree-heads/heads-file.ts';
import { signMove } from '../infra/tree-heads/sign-move.ts';
import { readLastTreeHead } from '../infra/tree-heads/stored-heads.ts';
import { createTreeHeadKeys } from '../infra/tree-heads/tree-head-keys.ts';
import type { SignedTreeHead } from '../ports/tree-heads.ts';
import type { LogBookmark } from '../projections/core/job.ts';
import { startOver } from '../projections/maintenance/start-over.ts';
import { models } from '../projections/models/all.ts';

export type MoveLog = Omit<CompareLogs, 'onPair'> &
  Readonly<{
    db: DatabasePool;
    rootKey: Uint8Array;
    /** The path of the file of stream heads. */
    headsFile: string;
    at: Instant;
    /** Why the file of stream heads may be newer than the database. */
    restored?: string | undefined;
  }>;

/**
 * Compares the log with its copy, and then moves the database to the copy: stored log positions become positions in the
 * copy, and the read models start over. No other process may use the database.
 */
export async function moveLog(options: MoveLog): Promise<Compared> {
  const { db } = options;
  const stored = await readLastTreeHead(db);
  const map = createPositionMap(await readPositions(db));
  let signedAt: bigint | null = null;
  let last = 0n;
  let before = 0n;
  const compared = await compareLogs({
    ...options,
    onPair(source, target) {
      map.add(source, target);
      if (source === stored?.treeHead.position) signedAt = target;
      [before, last] = [last, target];
    },
  });
  const bookmark = compared.lastId === null ? null : { id: compared.lastId, position: last, after: before };
  await db.transaction((tx) => change(tx, options, { map, bookmark, stored, signedAt }));
  return compared;
}

type Found = Readonly<{
  map: PositionMap;
  bookmark: LogBookmark | null;
  stored: SignedTreeHead | null;
  signedAt: bigint | null;
}>;

async function change(tx: DatabaseTransactionConnection, options: MoveLog, found: Found): Promise<void> {
  const { rootKey, headsFile, at, restored } = options;
  const { map, bookmark, stored, signedAt } = found;
  await movePositions(tx, map);
  await startOver(tx, models, bookmark);
  if (!stored) return;
  const keys = createTreeHeadKeys(rootKey);
  await signMove(tx, { keys, file: createHeadsFile(headsFile, keys), stored, position: signedAt, at, restored });
}
