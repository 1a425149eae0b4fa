import { hash } from 'node:crypto';
import { type DatabasePool, sql } from 'slonik';
import type { DataRead, DataReads } from '../../ports/data-reads.ts';
import { uuidV8 } from '../local/ids.ts';
import { createBatcher } from './batch.ts';

/** How many calls one statement records at most. */
const maxTogether = 200;

/**
 * The access log in Postgres. The table `data_reads` has a row for all reads of the same thing by the same reader within
 * an hour, so that a client that asks every few seconds fills neither the table nor the list of the athlete. Calls that
 * arrive while a statement runs share the next one.
 */
export const createDataReads = (db: DatabasePool): DataReads => ({
  record: createBatcher((calls: readonly (readonly DataRead[])[]) => recordAll(db, calls), maxTogether),
  async forget(athlete) {
    await db.query(sql.unsafe`DELETE FROM data_reads WHERE owner = ${athlete}`);
  },
});

async function recordAll(db: DatabasePool, calls: readonly (readonly DataRead[])[]): Promise<readonly undefined[]> {
  for (const [goesOn, reads] of Map.groupBy(calls.flat(), (read) => read.goesOn === true)) {
    const rows = [...Map.groupBy(reads, idOf)].map(([id, same]) => rowOf(id, goesOn ? same.slice(-1) : same));
    // In one order, so that two statements cannot deadlock.
    rows.sort(([one], [other]) => (one < other ? -1 : 1));
    await db.query(statementOf(rows, goesOn));
  }
  return calls.map(() => undefined);
}

type Row = readonly [id: string, ...(string | number | null)[]];

/** The id of the row of a read: reads with the same id count together. */
const idOf = ({ athlete, reader, operation, about, at }: DataRead): string => {
  const hour = at.slice(0, 13);
  const { id, capacity, via, session } = reader;
  const key = [athlete, id, capacity, via, session, operation, about?.kind, about?.id, hour];
  return uuidV8(hash('sha256', JSON.stringify(key), 'buffer'));
};

function rowOf(id: string, reads: readonly DataRead[]): Row {
  const [{ athlete, reader, operation, about }] = reads as readonly [DataRead];
  const times = reads.map(({ at }) => at).sort();
  return [
    ...([id, athlete, reader.id, reader.capacity, reader.via, reader.session, operation] as const),
    ...[about?.kind ?? null, about?.id ?? null, times[0] ?? null, times.at(-1) ?? null, reads.length],
  ];
}

const types = [
  ...['uuid', 'uuid', 'uuid', 'text', 'text', 'uuid', 'text', 'text', 'uuid'],
  ...['timestamptz', 'timestamptz', 'int4'],
];

/** An athlete whose data key was destroyed gets no further rows: nothing may remain of an erased account. */
const statementOf = (rows: readonly Row[], goesOn: boolean) => sql.unsafe`
  INSERT INTO data_reads AS known
    (id, owner, reader, capacity, via, session, operation, kind, item, first_at, last_at, reads)
  SELECT * FROM ${sql.unnest(rows, types)} AS new (id, owner)
  WHERE NOT EXISTS (SELECT FROM account_keys k WHERE k.account_id = new.owner AND k.erased_at IS NOT NULL)
  ON CONFLICT (id) DO UPDATE
  SET last_at = greatest(known.last_at, excluded.last_at),
    reads = known.reads + CASE WHEN ${goesOn} THEN 0 ELSE excluded.reads END`;
