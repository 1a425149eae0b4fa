import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import { type FeedKind, feedKinds } from '../../events/schemas.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { partsAndKinds } from '../audit/audited-kinds.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Source } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';
import { isValid } from './shown.ts';

/** How far a reader has come in each lane. Positions of another layout say nothing. */
export type LanePlaces = Readonly<{ layout: number; positions: readonly bigint[] }>;

/** Asks what the athletes of a coach have changed after these places; without places, only who the athletes are. */
export type ListAthleteChanges = Readonly<{
  coach: AccountId;
  after: LanePlaces | null;
  requiredPosition: RequiredPosition;
}>;

/** An athlete whom the coach may follow now: until when, null for no end, and what has changed. */
export type AthleteChanges = Readonly<{
  athleteId: AccountId;
  expiresAt: string | null;
  changed: readonly Readonly<{ type: FeedKind; id: string; deleted: boolean }>[];
  /** The place after which the next change of the athlete is. */
  after: bigint;
}>;

/**
 * A page of the changes of all athletes. It is complete up to `next`. `isTooMuch`: so much has changed of an athlete that
 * not all of it is told; the coach then reads anew what is shown.
 */
export type AthleteChangesPage = Readonly<{
  athletes: readonly AthleteChanges[];
  next: LanePlaces;
  isTooMuch: boolean;
}>;

/** How many athletes a coach has at most, and how many changes of each a page tells. */
const [maxAthletes, maxChanges] = [500, 200];

const changed = z.tuple([z.string().transform(BigInt), z.enum(feedKinds), z.string(), z.boolean()]);
const athlete = z.tuple([z.string(), z.string().nullable(), z.array(changed)]);
const position = z.object({ lane: z.number(), position: z.string().transform(BigInt) });
const row = z.object({ progress: z.string(), athletes: z.string(), lanes: z.string() });

/**
 * What the athletes of a coach have changed, as far as each scope allows now. The right and the changes are from one
 * snapshot. A parked stream delays nothing: a waiting change is told when its stream goes on.
 */
export async function listAthleteChanges(reader: Reader, question: ListAthleteChanges): Promise<AthleteChangesPage> {
  const { coach, after, requiredPosition } = question;
  const all = { owner: 'all', parkedOf: sql.fragment`NULL::text` } as const;
  const { coachings, accounts, discussions, changes } = readModels;
  const parts = [
    { model: coachings, ...all },
    { model: accounts, ...all },
    { model: discussions, ...all },
    { model: changes, ...all },
  ] as const;
  const layout = reader.locator.locate(changes)?.layout ?? -1;
  const known = after?.layout === layout ? after : null;
  const least = known?.positions.reduce((one, other) => (one < other ? one : other)) ?? null;
  let laneOf: Source['laneOf'] = () => 0;
  const found = await readConsistently(reader, { parts, requiredPosition }, (sources) => {
    laneOf = sources[3].laneOf;
    return reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, ${athletesText(sources, coach, least)} AS athletes, (
        SELECT coalesce(json_agg(json_build_object('lane', lane, 'position', position::text) ORDER BY lane), '[]')
        FROM projection_checkpoints
        WHERE projection = ${sources[3].projection} AND version = ${sources[3].version} AND layout = ${sources[3].layout}
      )::text AS lanes`);
  });
  const positions = z
    .array(position)
    .parse(JSON.parse(found.lanes))
    .map((lane) => lane.position);
  const rows = z.array(athlete).parse(JSON.parse(found.athletes));
  const athletes = rows.map(([id, expiresAt, all]): AthleteChanges => {
    const lane = laneOf(id as AccountId);
    const [from, to] = [known?.positions[lane] ?? 0n, positions[lane] ?? 0n];
    const own = all.filter(([at]) => at > from && at <= to);
    return {
      ...{ athleteId: id as AccountId, expiresAt, after: to },
      changed: own.map(([, type, item, deleted]) => ({ type, id: item, deleted })),
    };
  });
  return {
    ...{ athletes, next: { layout, positions } },
    isTooMuch: rows.some(([, , all]) => all.length === maxChanges),
  };
}

/** SQL for the JSON text of the athletes, each with what has changed after a position; without one, with nothing. */
function athletesText(
  [coachings, accounts, discussions, changes]: readonly [Source, Source, Source, Source],
  coach: AccountId,
  after: bigint | null,
) {
  const kinds = sql.join(
    partsAndKinds.map(([part, kind]) => sql.fragment`(${part}::text, ${kind}::text)`),
    sql.fragment`, `,
  );
  return sql.fragment`(
    SELECT coalesce(json_agg(json_build_array(t.owner, t.expires_at, told.changed) ORDER BY t.created_at, t.id), '[]')
    FROM (
      SELECT s.* FROM ${coachings.table} s
      WHERE s.coach = ${coach} AND s.status = 'active' AND ${isValid(coachings, accounts)}
        AND (s.expires_at IS NULL OR s.expires_at > statement_timestamp())
      ORDER BY s.created_at, s.id LIMIT ${maxAthletes}
    ) AS t CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_array(position::text, kind, item, deleted) ORDER BY position), '[]') AS changed
      FROM (
        SELECT c.position, c.kind, c.item, c.deleted FROM ${changes.table} c
        WHERE ${after === null ? sql.fragment`false` : sql.fragment`c.owner = t.owner AND c.position > ${after}`} AND (
          EXISTS (SELECT FROM (VALUES ${kinds}) AS k (part, kind) WHERE k.kind = c.kind AND k.part = any(t.scope))
          OR c.kind = 'discussion' AND 'history' = any(t.scope) AND EXISTS (
            SELECT FROM ${discussions.table} d WHERE d.id = c.item::uuid AND d.owner = t.owner AND d.coach = ${coach}))
        ORDER BY c.position DESC LIMIT ${maxChanges}
      ) AS latest
    ) AS told)::text`;
}
