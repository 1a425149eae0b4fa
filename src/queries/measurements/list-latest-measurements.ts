import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import { measurementKinds } from '../../events/measurement-values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';

export type ListLatestMeasurements = Readonly<{ owner: AccountId; requiredPosition: RequiredPosition }>;

const row = z.object({ progress: z.string(), body: z.string() });

/** The latest measurement of each kind that the owner has measured, as JSON text `{"items": […]}`. */
export async function listLatestMeasurements(
  reader: Reader,
  { owner, requiredPosition }: ListLatestMeasurements,
): Promise<string> {
  const parts = [{ model: readModels.measurements, owner }] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    // A subquery per kind reads one row of the index, however many measurements there are.
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress,
        '{"items":[' || coalesce(string_agg(latest.doc, ',' ORDER BY kinds.place), '') || ']}' AS body
      FROM unnest(${sql.array([...measurementKinds], 'text')}) WITH ORDINALITY AS kinds (kind, place)
      CROSS JOIN LATERAL (
        SELECT doc FROM ${sources[0].table} AS m
        WHERE m.owner = ${owner} AND m.kind = kinds.kind AND m.doc IS NOT NULL
        ORDER BY m.moment DESC, m.id DESC LIMIT 1
      ) AS latest`),
  );
  return body;
}
