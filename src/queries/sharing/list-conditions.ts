import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { SharingScope } from '../../events/values.ts';
import type { Part, Source } from '../consistency/sources.ts';
import { foreignParts, isOffered, type SharedModel, shownTo, tablesOf, uuid } from './conditions.ts';

/** `viewer`: the account that sees the list. @defaultValue the owner */
type Question = Readonly<{ owner: AccountId; scope: SharingScope; viewer?: AccountId }>;

/** The rows that a list of things reads. Parked streams of others do not delay it: what waits is not in the list. */
export const listParts = ({ model, category }: SharedModel, { owner, scope }: Question): readonly [Part, ...Part[]] =>
  scope === 'mine' ? [{ model, owner }] : foreignParts({ model, category }, sql.fragment`${owner}::text`);

/** SQL for which rows `s` a list contains. */
export function inScope(
  { category }: SharedModel,
  { owner, scope }: Question,
  sources: readonly Source[],
): FragmentSqlToken {
  const tables = tablesOf(sources);
  if (!tables) return sql.fragment`s.owner = ${owner}`;
  const chosen =
    scope === 'public'
      ? sql.fragment`s.sharing = 'public'`
      : sql.fragment`s.sharing <> 'private' AND s.readers @> ARRAY[${uuid(owner)}]`;
  return sql.fragment`${chosen} AND ${isOffered(category, tables)}`;
}

/** SQL for the item of the row `s` in a list. */
export const itemFor = ({ owner, scope, viewer = owner }: Question): FragmentSqlToken =>
  scope === 'mine' && viewer === owner ? sql.fragment`s.summary` : shownTo(uuid(viewer), sql.fragment`s.summary`);
