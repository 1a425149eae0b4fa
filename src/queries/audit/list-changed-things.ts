import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, Instant } from '../../events/ids.ts';
import { type Category, categories } from '../../events/schemas.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Source } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';

/** Asks which of its own things an account has changed since a time of the log, also through apps. */
export type ListChangedThings = Readonly<{ owner: AccountId; since: Instant; requiredPosition: RequiredPosition }>;

export type ChangedThing = Readonly<{ kind: Category; id: string }>;

const thing = z.object({ kind: z.enum(categories), id: z.string() });
const row = z.object({ progress: z.string(), things: z.string() });

/** The things in the order of their first changes. */
export async function listChangedThings(
  reader: Reader,
  { owner, since, requiredPosition }: ListChangedThings,
): Promise<readonly ChangedThing[]> {
  const parts = [{ model: readModels.auditEvents, owner }] as const;
  const { things } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, (
        SELECT coalesce(json_agg(json_build_object('kind', kind, 'id', item) ORDER BY position), '[]') FROM (
          SELECT kind, item, min(position) AS position FROM ${sources[0].table}
          WHERE owner = ${owner} AND actor = ${owner} AND recorded_at >= ${since}::timestamptz
            AND position > ${lastBefore(sources[0], owner, since)}
          GROUP BY kind, item) AS changed)::text AS things`),
  );
  return z.array(thing).parse(JSON.parse(things));
}

/**
 * SQL for the position of the last event of the account that is a day older than the time. The index of positions finds it
 * from the newest event on, so what is read grows with the time that is asked for, and not with the history. The log is
 * in the order of its clock, which a change of the node may set back: hence the day.
 */
const lastBefore = ({ table }: Source, owner: AccountId, since: Instant): FragmentSqlToken => sql.fragment`coalesce((
  SELECT position FROM ${table} WHERE owner = ${owner} AND recorded_at < ${since}::timestamptz - interval '1 day'
  ORDER BY position DESC LIMIT 1), -1)`;
