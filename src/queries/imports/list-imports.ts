import { sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { type Place, type Reader, readConsistently, tableOf } from '../consistency/reader.ts';
import { envelope, type Page } from '../envelope.ts';
import { readModels } from '../read-models.ts';

export type ImportList = Page &
  Readonly<{ owner: AccountId; requiredPosition: RequiredPosition; sortOrder: 'asc' | 'desc' }>;

const directions = { asc: sql.fragment`ASC`, desc: sql.fragment`DESC` };

/** The owner's imports by the time they began, with their reports; the list's envelope as ready JSON text. */
export async function listImports(reader: Reader, list: ImportList): Promise<string> {
  const direction = directions[list.sortOrder];
  const order = sql.fragment`created_at ${direction}, id ${direction}`;
  const matching = (place: Place) =>
    sql.fragment`SELECT id, created_at, doc AS item FROM ${tableOf('imports', place)} WHERE owner = ${list.owner}`;
  const { body } = await readConsistently(reader, readModels.imports, list, (place) =>
    reader.db.one(envelope(place, matching(place), order, list)),
  );
  return body;
}
