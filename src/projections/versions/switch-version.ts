import { type DatabasePool, sql } from 'slonik';
import { lagsLiveVersion } from '../core/checkpoints.ts';
import type { VersionKey } from '../core/projection.ts';
import { changeRegistry, lockVersion, setState, VersionRefusal } from './registry.ts';

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
