import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { ReferenceListKind } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { allOf, containing } from '../statements/conditions.ts';
import type { SortOrder } from '../statements/list.ts';
import { directions } from '../statements/places.ts';

export type GetReferenceList = Readonly<{
  kind: ReferenceListKind;
  requiredPosition: RequiredPosition;
  /** A text that the item's name contains; upper and lower case are not distinguished. */
  search?: string | undefined;
  id?: number | undefined;
  orderBy: 'name' | 'id';
  sortOrder: SortOrder;
}>;

/** The items as the text of a JSON array, and the revision of the whole list, −1 if it has no events yet. */
export type ReferenceListText = Readonly<{ body: string; revision: number }>;

const row = z.object({ progress: z.string(), body: z.string(), revision: z.number() });
const parts = [{ model: readModels.referenceLists, owner: 'system' }] as const;
const sortKeys = { name: sql.fragment`(item ->> 'name') COLLATE "C"`, id: sql.fragment`(item ->> 'id')::int4` };

/** The items of a reference list that match the request, as JSON text. */
export function getReferenceList(reader: Reader, question: GetReferenceList): Promise<ReferenceListText> {
  const { kind, requiredPosition, orderBy, sortOrder } = question;
  return readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH list AS MATERIALIZED (
        SELECT revision, doc::jsonb -> 'items' AS items FROM ${sources[0].table} WHERE id = ${kind}
      )
      SELECT ${progressColumn(sources)} AS progress, coalesce((SELECT revision FROM list), -1) AS revision, coalesce((
        SELECT json_agg(item ORDER BY ${sortKeys[orderBy]} ${directions[sortOrder]})
        FROM list, jsonb_array_elements(items) AS item WHERE ${conditionsOf(question)}
      ), '[]')::text AS body`),
  );
}

const conditionsOf = ({ search, id }: GetReferenceList): FragmentSqlToken =>
  allOf(
    sql.fragment`true`,
    search !== undefined && sql.fragment`item ->> 'name' LIKE ${containing(search)}`,
    id !== undefined && sql.fragment`(item ->> 'id')::int4 = ${id}`,
  );
