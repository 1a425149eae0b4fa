import { type DatabasePool, sql } from 'slonik';
import { lagsLiveVersion, lockReadModel } from '../core/checkpoints.ts';
import type { VersionKey } from '../core/projection.ts';
import { retry } from '../core/retry.ts';
import { changeRegistry, lockVersion, lockVersions, setState, VersionRefusal } from './registry.ts';

/** Lets all pipelines whose builds know a version's shape apply events to it. They begin within a second or two. */
export async function startFeeding(db: DatabasePool, { name, version }: VersionKey): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE projection_versions SET state = 'joining', changed_at = clock_timestamp()
    WHERE projection = ${name} AND version = ${version} AND state = 'building'`);
}

/** Makes a version the live one. Returns false and changes nothing while any of its lanes lags the live version. */
export const useVersion = (db: DatabasePool, key: VersionKey): Promise<boolean> =>
  changeRegistry(db, async (tx) => {
    const { name, version } = key;
    const entry = await lockVersion(tx, key);
    if (entry.state === 'live') return true;
    if (entry.state === 'building') throw new VersionRefusal(`Version ${version} of ${name} is still being built.`);
    if (entry.paused) throw new VersionRefusal(`Version ${version} of ${name} is paused; resume it first.`);
    if (await lagsLiveVersion(tx, key)) return false;
    await tx.query(sql.unsafe`
      UPDATE projection_versions SET state = 'standby', changed_at = clock_timestamp()
      WHERE projection = ${name} AND state = 'live'`);
    await setState(tx, key, 'live');
    return true;
  });

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
