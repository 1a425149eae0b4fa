import { type FragmentSqlToken, sql } from 'slonik';
import type { Owner } from '../../events/ids.ts';
import type { Layout } from '../../ports/lanes.ts';
import type { Locator, ReadModel } from './reader.ts';

/** Names rows that a query reads: those of one owner, or of all owners, in one read model. */
export type Part = Readonly<{ model: ReadModel; owner: Owner | 'all' }>;

/** Where the rows of a `Part` are now: the table of the live version, and the lanes whose events fill these rows. */
export type Source = Readonly<{
  table: FragmentSqlToken;
  projection: string;
  version: number;
  layout: number;
  owner: Owner | 'all';
  lanes: readonly number[];
  laneOf: Layout['laneOf'];
}>;

/** The tuple with the `Source` of each `Part`, in the same order. */
export type SourcesOf<Parts extends readonly Part[]> = { readonly [Index in keyof Parts]: Source };

/** Finds the source of each part. Returns null while one of the read models has no version that this build can read. */
export function sourcesOf<Parts extends readonly Part[]>(locator: Locator, parts: Parts): SourcesOf<Parts> | null {
  const sources = parts.map((part) => sourceOf(locator, part));
  return sources.includes(null) ? null : (sources as unknown as SourcesOf<Parts>);
}

function sourceOf(locator: Locator, { model, owner }: Part): Source | null {
  const location = locator.locate(model);
  if (!location) return null;
  const { version, layout, laneOf } = location;
  const lanes = owner === 'all' ? [...Array(location.lanes).keys()] : [laneOf(owner)];
  const table = sql.fragment`${sql.identifier([`${model.table}_v${version}`])}`;
  return { table, projection: model.projection, version, layout, owner, lanes, laneOf };
}

/** Whether two lists of sources for the same parts have the same versions and the same lane layout. */
export const areSame = (some: readonly Source[], others: readonly Source[] | null): boolean =>
  some.every(({ version, layout }, index) => version === others?.[index]?.version && layout === others[index].layout);
