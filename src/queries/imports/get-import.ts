import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, ImportId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { checkpointOf, type Reader, readConsistently, tableOf } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';

const row = z.object({ position: z.bigint().nullable(), doc: z.string().nullable(), revision: z.number().nullable() });

/** `doc` is the ready JSON text of an `ImportDocument`. */
export type ImportText = Readonly<{ doc: string; revision: number }>;

/** One import of the owner with its report; null if there is none or it is somebody else's. */
export async function getImport(
  reader: Reader,
  { id, owner, requiredPosition }: Readonly<{ id: ImportId; owner: AccountId; requiredPosition: RequiredPosition }>,
): Promise<ImportText | null> {
  const { doc, revision } = await readConsistently(reader, readModels.imports, { owner, requiredPosition }, (place) =>
    reader.db.one(sql.type(row)`
      SELECT ${checkpointOf(place)} AS position, i.doc, i.revision
      FROM (VALUES (1)) AS always
      LEFT JOIN ${tableOf('imports', place)} i ON i.id = ${id} AND i.owner = ${owner}`),
  );
  return doc === null || revision === null ? null : { doc, revision };
}
