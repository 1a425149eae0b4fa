import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { answersOfCoaches } from '../../documents/audit/masked.ts';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Source } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';
import { allOf } from '../statements/conditions.ts';
import type { SortOrder } from '../statements/list.ts';
import { directions } from '../statements/places.ts';
import { type AuditedKind, auditedKinds } from './audited-kinds.ts';
import type { EventFilters } from './event-filters.ts';

/** Which events of an athlete are wanted: also those about an exercise, and those that have changed an ended session. */
export type PlaceFilters = EventFilters &
  Readonly<{ exercise?: ExerciseId | undefined; isCorrection?: boolean | undefined }>;

/** A request for a page of events of an athlete in things of these kinds. `after` is a log position. */
export type ListPlaces = Readonly<{
  athlete: AccountId;
  kinds: readonly AuditedKind[];
  filters: PlaceFilters;
  sortOrder: SortOrder;
  after: bigint | null;
  limit: number;
  requiredPosition: RequiredPosition;
}>;

/** Where an event is in the log. */
export type EventPlace = Readonly<{ position: bigint; kind: AuditedKind; id: string; revision: number }>;

/**
 * Places in the order of the log. `next` is the position after which the next page begins; null on the last page. `end` is
 * the position of the last event of the athlete, of any kind; 0 without events.
 */
export type PlacePage = Readonly<{ places: readonly EventPlace[]; next: bigint | null; end: bigint }>;

/**
 * How many events a page looks at. A page of rare events of a very long history ends after so many, without a full
 * number of items, and the next one continues there.
 */
const maxScanned = 50_000;

const place = z.object({
  ...{ position: z.string().transform(BigInt), kind: z.enum(auditedKinds) },
  ...{ id: z.string(), revision: z.number() },
});
const row = z.object({ progress: z.string(), places: z.string(), scanned: z.string().nullable(), end: z.string() });

/** Where the events of an athlete are in the log, in its order or backwards. */
export async function listPlaces(reader: Reader, question: ListPlaces): Promise<PlacePage> {
  const { athlete, requiredPosition, limit } = question;
  const parts = [{ model: readModels.auditEvents, owner: athlete }] as const;
  const found = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`${statementOf(progressColumn(sources), sources[0], question)}`),
  );
  const all = z.array(place).parse(JSON.parse(found.places)) as readonly EventPlace[];
  const [places, end] = [all.slice(0, limit), BigInt(found.end)];
  if (all.length > limit) return { places, next: places.at(-1)?.position ?? null, end };
  return { places, next: found.scanned === null ? null : BigInt(found.scanned), end };
}

/** `scanned` is the position of the last event that was looked at, if others follow and none of them was. */
function statementOf(progress: FragmentSqlToken, { table }: Source, question: ListPlaces): FragmentSqlToken {
  const { athlete, after, limit, sortOrder } = question;
  const direction = directions[sortOrder];
  const follows = sortOrder === 'asc' ? sql.fragment`>` : sql.fragment`<`;
  const isAfter = after === null ? sql.fragment`true` : sql.fragment`e.position ${follows} ${after}`;
  const own = sql.fragment`FROM ${table} e WHERE e.owner = ${athlete} AND ${isAfter} ORDER BY e.position ${direction}`;
  return sql.fragment`
    WITH found AS (
      SELECT position, kind, item, revision FROM (SELECT e.* ${own} LIMIT ${maxScanned}) AS e
      WHERE ${conditionsOf(question, table)} ORDER BY position ${direction} LIMIT ${limit + 1}
    )
    SELECT ${progress} AS progress,
      (SELECT coalesce(json_agg(json_build_object('position', position::text, 'kind', kind, 'id', item,
        'revision', revision) ORDER BY position ${direction}), '[]') FROM found)::text AS places,
      CASE WHEN (SELECT count(*) FROM found) <= ${limit} AND EXISTS (SELECT ${own} OFFSET ${maxScanned})
        THEN (SELECT e.position::text ${own} OFFSET ${maxScanned - 1} LIMIT 1) END AS scanned,
      coalesce((SELECT max(e.position) FROM ${table} e WHERE e.owner = ${athlete}), 0)::text AS "end"`;
}

function conditionsOf({ athlete, kinds, filters }: ListPlaces, table: FragmentSqlToken): FragmentSqlToken {
  const { types, actor, via, exercise, isCorrection } = filters;
  const { occurredFrom, occurredTo, recordedFrom, recordedTo } = filters;
  return allOf(
    sql.fragment`e.kind = any(${sql.array([...kinds], 'text')})`,
    types !== undefined && sql.fragment`e.type = any(${sql.array([...types], 'text')})`,
    actor !== undefined && sql.fragment`e.actor = ${actor} AND NOT ${isMasked}`,
    via !== undefined && sql.fragment`e.via = ${via}`,
    isCorrection !== undefined && sql.fragment`e.correction = ${isCorrection}`,
    exercise !== undefined && isAbout(exercise, athlete, table),
    occurredFrom !== undefined && sql.fragment`e.occurred_at >= ${occurredFrom}::timestamptz`,
    occurredTo !== undefined && sql.fragment`e.occurred_at < ${occurredTo}::timestamptz`,
    recordedFrom !== undefined && sql.fragment`e.recorded_at >= ${recordedFrom}::timestamptz`,
    recordedTo !== undefined && sql.fragment`e.recorded_at < ${recordedTo}::timestamptz`,
  );
}

/** SQL for whether the audit does not name the actor of an event: see `masked`. */
const isMasked = sql.fragment`(
  e.type = any(${sql.array([...answersOfCoaches], 'text')}) AND e.via = 'http' AND e.actor <> e.owner::text)`;

/**
 * SQL for whether an event is about an exercise: it names it, is one of the exercise itself, or is about an entry that
 * has ever been of the exercise.
 */
const isAbout = (exercise: ExerciseId, athlete: AccountId, table: FragmentSqlToken): FragmentSqlToken => sql.fragment`(
  e.exercise_id = ${exercise} OR (e.kind = 'exercise' AND e.item = ${exercise}) OR e.entry_id IN (
    SELECT n.entry_id FROM ${table} n WHERE n.owner = ${athlete} AND n.exercise_id = ${exercise}))`;
