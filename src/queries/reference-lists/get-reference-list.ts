import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { ReferenceListKind } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { checkpointOf, type Reader, readConsistently, tableOf } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { containing } from '../text.ts';

/** Which items of a directory; a part of the name in any case. */
export type ReferenceListQuestion = Readonly<{
  directory: ReferenceListKind;
  requiredPosition: RequiredPosition;
  search?: string | undefined;
  id?: number | undefined;
  orderBy: 'name' | 'id';
  sortOrder: 'asc' | 'desc';
}>;

/** A JSON array as text, with the directory's revision. */
export type ReferenceListText = Readonly<{ body: string; revision: number }>;

const row = z.object({ position: z.bigint().nullable(), body: z.string(), revision: z.number() });
const keys = { name: sql.fragment`(item ->> 'name') COLLATE "C"`, id: sql.fragment`(item ->> 'id')::int4` };
const directions = { asc: sql.fragment`ASC`, desc: sql.fragment`DESC` };

/** Items of a directory as ready JSON text. */
export async function getReferenceList(reader: Reader, list: ReferenceListQuestion): Promise<ReferenceListText> {
  const { directory, requiredPosition, orderBy, sortOrder } = list;
  const asking = { owner: 'system', requiredPosition } as const;
  return readConsistently(reader, readModels.directories, asking, (place) =>
    reader.db.one(sql.type(row)`
      WITH directory AS MATERIALIZED (
        SELECT revision, doc::jsonb -> 'items' AS items FROM ${tableOf('directories', place)} WHERE id = ${directory}
      )
      SELECT ${checkpointOf(place)} AS position, coalesce((SELECT revision FROM directory), -1) AS revision, coalesce((
        SELECT json_agg(item ORDER BY ${keys[orderBy]} ${directions[sortOrder]})
        FROM directory, jsonb_array_elements(items) AS item WHERE ${sql.join(conditions(list), sql.fragment` AND `)}
      ), '[]')::text AS body`),
  );
}

function conditions({ search, id }: ReferenceListQuestion): FragmentSqlToken[] {
  const all = [sql.fragment`true`];
  if (search !== undefined) all.push(sql.fragment`item ->> 'name' LIKE ${containing(search)}`);
  if (id !== undefined) all.push(sql.fragment`(item ->> 'id')::int4 = ${id}`);
  return all;
}
