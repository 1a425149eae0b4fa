import { type DatabaseTransactionConnection, sql } from 'slonik';
import { firstLayoutOfNextLog } from '../../documents/lane-layouts.ts';
import type { LogBookmark } from '../core/job.ts';
import { readLayout } from '../core/lanes.ts';
import { type Model, tableOf } from '../core/model.ts';
import { rowType } from '../core/rows.ts';
import { VersionRefusal } from '../versions/registry.ts';
import { modelFor } from '../versions/topology.ts';

const versionRow = rowType<{ projection: string; version: number; shape: number }>();

/**
 * Empties all read models, so that the pipeline fills them from the beginning of another log, which has the same events at
 * other positions. `bookmark` is an event of that log: no process starts on another one. What is left in queues belongs
 * to an older lane layout. No process may use the read models.
 */
export async function startOver(
  tx: DatabaseTransactionConnection,
  models: readonly Model[],
  bookmark: LogBookmark | null,
): Promise<void> {
  await emptyTables(tx, models);
  await tx.query(sql.unsafe`DELETE FROM parked_streams`);
  await tx.query(sql.unsafe`DELETE FROM erased_owners`);
  await tx.query(sql.unsafe`DELETE FROM projection_checkpoints`);
  await beginLayout(tx, bookmark);
}

async function emptyTables(tx: DatabaseTransactionConnection, models: readonly Model[]): Promise<void> {
  const versions = await tx.any(sql.type(versionRow)`
    SELECT projection, version, shape FROM projection_versions WHERE state <> 'dropped' ORDER BY projection, version`);
  for (const { projection, version, shape } of versions) {
    const model = modelFor(models, { projection, shape });
    if (!model) {
      throw new VersionRefusal(
        `This build does not know version ${version} of ${projection}; use a build that knows it.`,
      );
    }
    await tx.query(sql.unsafe`
      TRUNCATE ${sql.join(
        model.tables.map((base) => tableOf(base, version)),
        sql.fragment`, `,
      )}`);
  }
}

async function beginLayout(tx: DatabaseTransactionConnection, bookmark: LogBookmark | null): Promise<void> {
  const { layout, lanes } = await readLayout(tx);
  const next = firstLayoutOfNextLog(layout);
  await tx.query(sql.unsafe`UPDATE lane_layout SET layout = ${next}`);
  if (!bookmark) return;
  const { id, position, after } = bookmark;
  await tx.query(sql.unsafe`
    INSERT INTO projection_checkpoints (projection, version, layout, lane, event_id, event_position, event_after)
    SELECT projection, version, ${next}, lane, ${id}, ${position}, ${after}
    FROM projection_versions CROSS JOIN generate_series(0, ${lanes - 1}::int4) AS lane WHERE state <> 'dropped'`);
}
