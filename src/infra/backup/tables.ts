import { type CommonQueryMethods, sql } from 'slonik';
import { z } from 'zod';

/** Tables that follow from the log or from the running processes. All others are backed up, also those of later migrations. */
const rebuilt: readonly string[] = [
  ...['schema_migrations', 'projection_versions', 'projection_checkpoints', 'dispatcher_leases'],
  ...['parked_streams', 'dead_letters', 'erased_owners', 'refused_events'],
];
/**
 * The names of the tables of read models end in their version. Shadow tables, with which a verification compares them or
 * their shape, end in a number. A rebuild makes all of them from the log.
 */
const readModel = '_(v|shadow|shape)[0-9]+$';

const tableRow = z.object({ table: z.string() });
const referenceRow = z.object({ child: z.string(), parent: z.string() });

/** Lists the tables whose rows nothing else contains, referenced ones before those that reference them. */
export async function listPreciousTables(db: CommonQueryMethods): Promise<readonly string[]> {
  const tables = await db.any(sql.type(tableRow)`
    SELECT tablename AS table FROM pg_tables
    WHERE schemaname = current_schema() AND tablename <> ALL(${sql.array([...rebuilt], 'text')})
      AND tablename !~ ${readModel} ORDER BY tablename`);
  const references = await db.any(sql.type(referenceRow)`
    SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND conrelid <> confrelid`);
  const ordered = new Set<string>();
  const add = (table: string): void => {
    for (const { child, parent } of references) if (child === table) add(parent);
    ordered.add(table);
  };
  for (const { table } of tables) add(table);
  return [...ordered];
}
