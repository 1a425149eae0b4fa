import { localDay } from '../../documents/local-day.ts';
import { zoneOf } from '../../documents/signals/athlete-signals.ts';
import { rosterOf } from '../../documents/signals/roster.ts';
import { type RosterRow, rosterRow } from '../../documents/signals/roster-row.ts';
import type { AccountId, Instant, TimeZone } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Queries } from '../all.ts';

/** The row of an athlete, the zone of its day, and the stamp of the facts that it was made from. */
type KnownRow = Readonly<{ stamp: string | null; zone: TimeZone; row: RosterRow }>;
export type KnownRows = ReadonlyMap<AccountId, KnownRow>;

/** Keeps the rows of the last roster of a coach for some time. */
export type RosterCache = Readonly<{
  get: (coach: AccountId) => KnownRows | undefined;
  set: (coach: AccountId, rows: KnownRows) => void;
}>;

type Options = Readonly<{ queries: Pick<Queries, 'listChangedFacts'>; rosterCache: RosterCache }>;
type Asked = Readonly<{ coach: AccountId; now: Instant; requiredPosition: RequiredPosition }>;

/**
 * Creates the query of the roster. A row follows from the facts of an athlete and from a day. It is evaluated again when
 * Postgres finds another stamp of the facts, and when another day has begun for the athlete.
 */
export const createGetRoster =
  ({ queries, rosterCache }: Options) =>
  async ({ coach, now, requiredPosition }: Asked): Promise<readonly RosterRow[]> => {
    const kept = new Map(
      [...(rosterCache.get(coach) ?? [])].filter(([, { zone, row }]) => row.today === localDay(now, zone)),
    );
    const known = new Map([...kept].flatMap(([athlete, { stamp }]) => (stamp === null ? [] : [[athlete, stamp]])));
    const rows = new Map<AccountId, KnownRow>();
    for (const { athleteId, stamp, facts } of await queries.listChangedFacts({ coach, now, known, requiredPosition })) {
      const zone = facts && zoneOf(facts);
      const row = facts && zone ? { stamp, zone, row: rosterRow(facts, localDay(now, zone)) } : kept.get(athleteId);
      if (row) rows.set(athleteId, row);
    }
    // An athlete who has withdrawn the right is not kept.
    rosterCache.set(coach, rows);
    return rosterOf([...rows.values()].map(({ row }) => row));
  };

export type GetRoster = ReturnType<typeof createGetRoster>;
