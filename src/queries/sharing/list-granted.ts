import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Source } from '../consistency/sources.ts';
import { sharedPlans, sharedUnits } from './conditions.ts';

export type ListGranted = Readonly<{ account: AccountId; position: bigint }>;

/** A thing with a grant: its stream and its owner. */
export type Granted = Readonly<{ stream: string; owner: AccountId }>;

const row = z.object({ progress: z.string(), granted: z.string() });
const things = z.array(z.object({ stream: z.string(), owner: z.string().transform((id) => id as AccountId) }));

/**
 * The training units and plans of all owners on which the account has a grant, also a grant that has no effect. Waits for
 * all events up to the position, those of parked streams too: a grant that is overlooked would remain for ever.
 */
export async function listGranted(reader: Reader, { account, position }: ListGranted): Promise<readonly Granted[]> {
  const parts = [
    { model: sharedUnits.model, owner: 'all' },
    { model: sharedPlans.model, owner: 'all' },
  ] as const;
  const { granted } = await readConsistently(reader, { parts, requiredPosition: () => position }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, coalesce(json_agg(found), '[]')::text AS granted
      FROM (${grantedIn(sources[0], sharedUnits.category, account)} UNION ALL
        ${grantedIn(sources[1], sharedPlans.category, account)}) AS found`),
  );
  return things.parse(JSON.parse(granted));
}

/** SQL for the streams of one kind. `readers` contains every account with a grant; few rows have any. */
const grantedIn = ({ table }: Source, category: string, account: AccountId): FragmentSqlToken => sql.fragment`
  SELECT ${category}::text || '-' || id AS stream, owner FROM ${table}
  WHERE readers <> '{}' AND readers @> ARRAY[${account}::uuid] AND NOT deleted`;
