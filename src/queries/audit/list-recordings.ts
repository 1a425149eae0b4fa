import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import { channels } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';

/** A request for how the sets of sessions were recorded: a page of sessions, the newest first. `after` is a log position. */
export type ListRecordings = Readonly<{
  athlete: AccountId;
  /** A set is late if the log has stored it more than so many seconds after it happened. */
  lateSeconds: number;
  /** A session with at least four sets is a batch if the log has stored all of them within so many seconds. */
  batchSeconds: number;
  after: bigint | null;
  limit: number;
  requiredPosition: RequiredPosition;
}>;

const recording = z.object({
  position: z.string(),
  sessionId: z.string(),
  via: z.enum(channels),
  startedAt: z.string(),
  sets: z.number(),
  lateSets: z.number(),
  firstRecordedAt: z.string().nullable(),
  lastRecordedAt: z.string().nullable(),
  recordedSeconds: z.number().nullable(),
  medianLagSeconds: z.number().nullable(),
  maxLagSeconds: z.number().nullable(),
  isBatch: z.boolean(),
});
/** How the sets of a session were recorded. Times and lags are null without sets. */
export type Recording = z.infer<typeof recording>;
export type RecordingPage = Readonly<{ items: readonly Recording[]; next: bigint | null }>;

const row = z.object({ progress: z.string(), items: z.string() });
const maxPosition = 2n ** 63n - 1n;
/** The least number of sets of a batch. */
const batchSets = 4;

/** How late and how fast the sets of sessions were recorded, from the read model of places alone. */
export async function listRecordings(reader: Reader, question: ListRecordings): Promise<RecordingPage> {
  const { athlete, after, limit, lateSeconds, batchSeconds, requiredPosition } = question;
  const parts = [{ model: readModels.auditEvents, owner: athlete }] as const;
  const { items } = await readConsistently(reader, { parts, requiredPosition }, (sources) => {
    const time = (column: string) =>
      sql.fragment`to_char(${sql.identifier([column])} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
    return reader.db.one(sql.type(row)`
      WITH page AS (
        SELECT position, item, via, occurred_at AS began FROM ${sources[0].table}
        WHERE owner = ${athlete} AND revision = 0 AND kind = 'session' AND position < ${after ?? maxPosition}
        ORDER BY position DESC LIMIT ${limit + 1}
      ), told AS (
        SELECT page.*, sums.*, extract(epoch FROM last - first)::float8 AS lasted
        FROM page, LATERAL (
          SELECT count(*)::int4 AS sets, min(recorded_at) AS first, max(recorded_at) AS last,
            count(*) FILTER (WHERE lag > ${lateSeconds})::int4 AS late,
            (percentile_disc(0.5) WITHIN GROUP (ORDER BY lag))::float8 AS median, max(lag)::float8 AS longest
          -- The events of a session have ids that begin with its stream and a slash, after which 0 is the next character.
          FROM (
            SELECT recorded_at, extract(epoch FROM recorded_at - occurred_at) AS lag FROM ${sources[0].table}
            WHERE id > 'session-' || page.item || '/' AND id < 'session-' || page.item || '0' AND type = 'SetLogged'
          ) AS logged
        ) AS sums
      )
      SELECT ${progressColumn(sources)} AS progress, (
        SELECT coalesce(json_agg(json_build_object(
          'position', position::text, 'sessionId', item, 'via', via, 'startedAt', ${time('began')},
          'sets', sets, 'lateSets', late, 'firstRecordedAt', ${time('first')}, 'lastRecordedAt', ${time('last')},
          'recordedSeconds', lasted, 'medianLagSeconds', median, 'maxLagSeconds', longest,
          'isBatch', sets >= ${batchSets} AND lasted <= ${batchSeconds}) ORDER BY position DESC), '[]') FROM told)::text AS items`);
  });
  const all = z.array(recording).parse(JSON.parse(items));
  const shown = all.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown, next: all.length > limit && last ? BigInt(last.position) : null };
}
