import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { ReadModel } from '../consistency/reader.ts';
import type { Part, Source } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';

/**
 * A read model whose rows can be shared: it has the columns `owner`, `sharing`, `readers` and `writers`. `category`: how the
 * names of their streams begin.
 */
type Shareable = Readonly<{ model: ReadModel; category: string }>;
/**
 * `within`: the read model of the things that contain such rows, and its column with their ids. An account that may
 * read such a thing may read the rows of the same owner in it.
 */
export type SharedModel = Shareable & Readonly<{ within?: Shareable & Readonly<{ ids: FragmentSqlToken }> }>;

export const sharedPlans: SharedModel = { model: readModels.plans, category: 'plan' };
export const sharedUnits: SharedModel = {
  ...{ model: readModels.units, category: 'unit' },
  within: { ...sharedPlans, ids: sql.fragment`around.unit_ids` },
};

/**
 * The parts of a query for rows of other accounts: the rows, the accounts of their owners, and what contains the rows.
 * The owners can be in any lane, so the query waits for all lanes. `parkedOf` is SQL for the owner of the rows: a parked
 * stream of that owner makes the answer incomplete.
 */
export const foreignParts = (
  { model, within }: SharedModel,
  parkedOf: FragmentSqlToken,
): readonly [Part, ...Part[]] => [
  { model, owner: 'all', parkedOf },
  { model: readModels.accounts, owner: 'all', parkedOf },
  ...(within ? [{ model: within.model, owner: 'all', parkedOf } as const] : []),
];

/** The tables of `foreignParts`: the shared things, the accounts of their owners, and the things that contain them. */
type Tables = Readonly<{ things: Source; accounts: Source; around?: Source | undefined }>;

/** The sources of `foreignParts` by their names; null if there are none. */
export const tablesOf = ([things, accounts, around]: readonly Source[]): Tables | null =>
  things && accounts ? { things, accounts, around } : null;

/**
 * SQL for whether an account may read the row `s` of another owner. A row whose stream is parked is not shared, because
 * a waiting event may end the sharing. A row of an inactive account is not shared either.
 */
const isSharedWith = (
  account: FragmentSqlToken,
  { category, within }: SharedModel,
  tables: Tables,
): FragmentSqlToken => sql.fragment`(
  (s.sharing = 'public' OR s.sharing = 'shared' AND s.readers @> ARRAY[${account}]
    OR ${isWithinShared(account, within, tables.around)})
  AND ${isOffered(category, tables)})`;

/** SQL for whether the row `s` is in something of its owner that the account may read. */
const isWithinShared = (
  account: FragmentSqlToken,
  within: SharedModel['within'],
  around: Source | undefined,
): FragmentSqlToken =>
  within && around
    ? sql.fragment`EXISTS (
        SELECT FROM ${around.table} around
        WHERE around.owner = s.owner AND NOT around.deleted AND ${within.ids} @> ARRAY[s.id]
          AND (around.sharing = 'public' OR around.sharing = 'shared' AND around.readers @> ARRAY[${account}])
          AND ${isNotParked(around, within.category, sql.fragment`around.id`)})`
    : sql.fragment`false`;

/** SQL for whether the row `s` can be shared at all. */
export const isOffered = (category: string, { things, accounts }: Tables): FragmentSqlToken => sql.fragment`(
  EXISTS (SELECT FROM ${accounts.table} a WHERE a.id = s.owner AND a.is_active)
  AND ${isNotParked(things, category, sql.fragment`s.id`)})`;

const isNotParked = (
  { projection, version }: Source,
  category: string,
  id: FragmentSqlToken,
): FragmentSqlToken => sql.fragment`
  NOT EXISTS (
    SELECT FROM parked_streams p
    WHERE p.projection = ${projection} AND p.version = ${version} AND p.stream = ${category}::text || '-' || ${id})`;

/**
 * SQL that joins the wanted row as `found`, and once more as `s` if the account may read it. The caller provides a
 * table `asked`: `id` is the row's id, `owner` is the account that wants to read the row and need not own it.
 */
export const sharedRow = (
  table: FragmentSqlToken,
  shared: SharedModel,
  tables: Tables,
): FragmentSqlToken => sql.fragment`
  LEFT JOIN ${table} found ON found.id = asked.id
  LEFT JOIN LATERAL (SELECT found.*) AS s
    ON NOT s.deleted AND (s.owner = asked.owner OR ${isSharedWith(sql.fragment`asked.owner`, shared, tables)})`;

/**
 * SQL for whether an answer depends on what others share: the row `found` belongs to another account, or does not
 * exist.
 */
export const dependsOnOthers = sql.fragment`found.owner IS DISTINCT FROM asked.owner`;
/** SQL for the owner of the row `found`, as parked streams name it. */
export const ownerOfFound = sql.fragment`found.owner::text`;

/**
 * SQL for the JSON text `document` of the row `s` as the account sees it: others than the owner see no grants. Text
 * that people typed cannot look like the replaced members, because JSON escapes the quotation marks in it.
 */
export const shownTo = (account: FragmentSqlToken, document: FragmentSqlToken): FragmentSqlToken => sql.fragment`
  CASE WHEN s.owner = ${account} THEN ${document} ELSE regexp_replace(
    replace(${document}, '"access":"owner"', '"access":"' || ${levelOf(account)} || '"'),
    ${grantsPattern}::text, '"grants":[]') END`;

/** The pattern ends at the first `]`, because a grant contains no list and no text that people typed. */
const grantsPattern = '"grants":\\[[^]]*\\]';

const levelOf = (account: FragmentSqlToken): FragmentSqlToken =>
  sql.fragment`CASE WHEN s.sharing <> 'private' AND s.writers @> ARRAY[${account}] THEN 'write' ELSE 'read' END`;

export const uuid = (id: AccountId): FragmentSqlToken => sql.fragment`${id}::uuid`;
