import { type DatabasePool, sql } from 'slonik';
import { lockReadModel } from '../core/checkpoints.ts';
import type { VersionKey } from '../core/projection.ts';
import { retry } from '../core/retry.ts';
import { changeRegistry, lockVersions } from './registry.ts';

/** Stops applying events to all versions of a read model. Their checkpoints stay; other read models go on. */
export async function pauseProjection(db: DatabasePool, name: string): Promise<void> {
  await changeRegistry(db, async (tx) => {
    await lockVersions(tx, name);
    await tx.query(sql.unsafe`
      UPDATE projection_versions SET paused = true, changed_at = clock_timestamp() WHERE projection = ${name} AND version > 0`);
  });
  // Waits for workers that had locked a checkpoint of the read model before. From then on no checkpoint of it moves.
  await retry(() => changeRegistry(db, (tx) => lockReadModel(tx, name)));
}

/** Ends the pause of a version, so that pipelines apply events to it again. */
export async function unpauseVersion(db: DatabasePool, { name, version }: VersionKey): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE projection_versions SET paused = false, changed_at = clock_timestamp()
    WHERE projection = ${name} AND version = ${version}`);
}
