import { type DatabasePool, sql } from 'slonik';
import { ensureCheckpoints } from '../../../src/projections/core/checkpoints.ts';
import { listParked, type ParkedStream } from '../../../src/projections/parking/parked-streams.ts';
import { projections, readTables } from './tables.ts';
import type { TestLane } from './test-lane.ts';

/** Returns the only stream that a read model has parked. Throws if there is none or more than one. */
export async function onlyParked(db: DatabasePool, projection = 'sessions'): Promise<ParkedStream> {
  const [parked, ...others] = (await listParked(db)).filter((each) => each.projection === projection);
  if (!parked || others.length > 0) throw new Error('The number of parked streams is not one');
  return parked;
}

/**
 * Empties the tables of the read models, applies the whole log again and returns the rows. Discarded events are not
 * applied.
 */
export async function rebuildTables({ db, layout, applyAll }: TestLane): Promise<unknown> {
  await db.query(sql.unsafe`
    TRUNCATE session_documents_v1, performances_v1, imports_v1, changes_v1, audit_events_v1, signals_v1,
      projection_checkpoints, parked_streams, dead_letters`);
  await ensureCheckpoints(db, layout, projections);
  await applyAll();
  return readTables(db);
}
