import { type FragmentSqlToken, sql } from 'slonik';
import type { Owner } from '../../events/ids.ts';
import type { Layout } from '../../ports/lanes.ts';
import type { Lane } from './checkpoints.ts';
import type { Locator, ModelLocation, ReadModel } from './reader.ts';

/**
 * Names rows that a query reads: the rows of one owner, or of all owners, in one read model. `parkedOf` is SQL for the
 * owner whose parked streams make the answer incomplete. @defaultValue the owner, or all owners
 */
export type Part = Readonly<{ model: ReadModel; owner: Owner | 'all'; parkedOf?: FragmentSqlToken }>;

/** Where the rows of a `Part` are now: the table of the live version, and the lanes whose events fill these rows. */
export type Source = Readonly<{
  table: FragmentSqlToken;
  projection: string;
  version: number;
  layout: number;
  owner: Owner | 'all';
  parkedOf?: FragmentSqlToken;
  lanes: readonly number[];
  /** The names of the lanes, which differ between read models, versions and lane layouts. */
  keys: readonly string[];
  laneOf: Layout['laneOf'];
  /** Whether this process knows that the rows contain the caller's own writes, so that no checkpoint must be read. */
  isPassed: boolean;
}>;

/** The tuple with the `Source` of each `Part`, in the same order. */
export type SourcesOf<Parts extends readonly Part[]> = { readonly [Index in keyof Parts]: Source };

/**
 * The part of a source that is the same for all requests about the same lanes of a read model: the table and the lanes.
 */
type Place = Omit<Source, 'owner' | 'parkedOf' | 'isPassed'>;

/** The `Place` for each single lane of a read model, and the one for all its lanes. */
type Places = Readonly<{ ofLane: readonly Place[]; ofAll: Place }>;

/**
 * Finds the source of each part. Returns null while one of the read models has no version that this build can read.
 * `isPassed` returns whether this process knows that the lanes of a `Place` have reached the required positions.
 */
export function sourcesOf<Parts extends readonly Part[]>(
  locator: Locator,
  parts: Parts,
  isPassed: (place: Place) => boolean = () => false,
): SourcesOf<Parts> | null {
  const sources: Source[] = [];
  for (const { model, ...part } of parts) {
    const place = placeOf(locator, model, part.owner);
    if (!place) return null;
    sources.push({ ...place, ...part, isPassed: isPassed(place) });
  }
  return sources as unknown as SourcesOf<Parts>;
}

/** A locator returns the same location until something changes, so its places are made once and not by each request. */
const placesOf = new WeakMap<ModelLocation, Places>();

function placeOf(locator: Locator, model: ReadModel, owner: Part['owner']): Place | null {
  const location = locator.locate(model);
  if (!location) return null;
  const places = placesOf.get(location) ?? createPlaces(model, location);
  placesOf.set(location, places);
  return owner === 'all' ? places.ofAll : (places.ofLane[location.laneOf(owner)] ?? null);
}

function createPlaces({ projection, table }: ReadModel, { version, layout, lanes, laneOf }: ModelLocation): Places {
  const common = {
    table: sql.fragment`${sql.identifier([`${table}_v${version}`])}`,
    projection,
    version,
    layout,
    laneOf,
  };
  const placeWith = (numbers: readonly number[]): Place => ({
    ...common,
    lanes: numbers,
    keys: numbers.map((lane) => laneKey({ projection, version, layout, lane })),
  });
  const numbers = [...Array(lanes).keys()];
  return { ofLane: numbers.map((lane) => placeWith([lane])), ofAll: placeWith(numbers) };
}

/** Names a lane of a version of a read model. */
export const laneKey = ({ projection, version, layout, lane }: Lane): string =>
  `${projection}@${version}/${layout}/${lane}`;

/** Whether two lists of sources for the same parts have the same versions and the same lane layout. */
export const areSame = (some: readonly Source[], others: readonly Source[] | null): boolean =>
  some.every(({ version, layout }, index) => version === others?.[index]?.version && layout === others[index].layout);
