import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { checkpointOf, type Reader, readConsistently, tableOf } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';

const row = z.object({ position: z.bigint().nullable(), doc: z.string().nullable(), revision: z.number().nullable() });

/** `doc` is the ready JSON text of an `AccountDocument`; null where there is no such account. */
export async function getAccount(
  reader: Reader,
  { id, requiredPosition }: Readonly<{ id: AccountId; requiredPosition: RequiredPosition }>,
): Promise<Readonly<{ doc: string; revision: number }> | null> {
  const { doc, revision } = await readConsistently(
    reader,
    readModels.accounts,
    { owner: id, requiredPosition },
    (place) =>
      reader.db.one(sql.type(row)`
      SELECT ${checkpointOf(place)} AS position, a.doc, a.revision
      FROM (VALUES (1)) AS always LEFT JOIN ${tableOf('accounts', place)} a ON a.id = ${id}`),
  );
  return doc === null || revision === null ? null : { doc, revision };
}
