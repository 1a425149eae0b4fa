import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { Instant } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { readAllLanesConsistently, type Snapshot, standingOf } from '../consistency/everywhere.ts';
import { type Everywhere, type Reader, tableOf } from '../consistency/reader.ts';
import { envelopeText, type Page } from '../envelope.ts';
import { readModels } from '../read-models.ts';
import { containing } from '../text.ts';

/** Which accounts; times are inclusive. */
export type AccountList = Page &
  Readonly<{
    requiredPosition: RequiredPosition;
    orderBy: 'name' | 'email' | 'createdAt';
    sortOrder: 'asc' | 'desc';
    isActive?: boolean | undefined;
    createdBefore?: Instant | undefined;
    createdAfter?: Instant | undefined;
    /** Part of the name or the address, in any case. */
    search?: string | undefined;
  }>;

const keys = {
  name: sql.fragment`sort_name`,
  email: sql.fragment`sort_email`,
  createdAt: sql.fragment`created_at`,
};
const directions = { asc: sql.fragment`ASC`, desc: sql.fragment`DESC` };
const row = z.object({ standing: z.string().nullable(), body: z.string() });

/** The accounts of everybody; the list's envelope as ready JSON text. Accounts without a name come last, descending first. */
export async function listAccounts(reader: Reader, list: AccountList): Promise<string> {
  const direction = directions[list.sortOrder];
  const order = sql.fragment`${keys[list.orderBy]} ${direction}, id ${direction}`;
  const matching = (place: Everywhere) => sql.fragment`
    SELECT id, sort_name, sort_email, created_at, doc AS item FROM ${tableOf('accounts', place)}
    WHERE ${sql.join(conditions(list), sql.fragment` AND `)}`;
  const { body } = await readAllLanesConsistently(
    reader,
    readModels.accounts,
    list.requiredPosition,
    (place): Promise<Snapshot & { body: string }> =>
      reader.db.one(sql.type(row)`
        ${envelopeText(matching(place), order, list)} , ${standingOf(place)} AS standing`),
  );
  return body;
}

function conditions({ isActive, createdBefore, createdAfter, search }: AccountList): FragmentSqlToken[] {
  const all = [sql.fragment`doc IS NOT NULL`];
  if (isActive !== undefined) all.push(sql.fragment`is_active = ${isActive}`);
  if (createdBefore !== undefined) all.push(sql.fragment`created_at <= ${createdBefore}::timestamptz`);
  if (createdAfter !== undefined) all.push(sql.fragment`created_at >= ${createdAfter}::timestamptz`);
  if (search !== undefined) all.push(sql.fragment`search_text LIKE ${containing(search)}`);
  return all;
}
