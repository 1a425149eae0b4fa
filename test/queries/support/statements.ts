import { type CommonQueryMethods, type DatabasePool, type QuerySqlToken, sql } from 'slonik';
import { z } from 'zod';

type Run = <Result>(run: (query: QuerySqlToken) => Promise<Result>) => (query: QuerySqlToken) => Promise<Result>;

/**
 * Records the SQL statements that queries send. `before` is called before each statement, with its number, from 1 on.
 */
export function recordStatements(db: DatabasePool, before: (number: number) => Promise<void> = async () => {}) {
  const statements: string[] = [];
  const recording: Run = (run) => async (query) => {
    statements.push(query.sql);
    await before(statements.length);
    return run(query);
  };
  return { statements, db: { ...db, one: recording(db.one), any: recording(db.any) } as CommonQueryMethods };
}

/**
 * Returns Postgres's execution plans of each SQL statement that a query sends, as JSON text: the plan for its values,
 * and the one for any values, which prepared statements may use. The statements are not executed.
 */
export async function plansOf(
  db: DatabasePool,
  query: (db: CommonQueryMethods) => Promise<unknown>,
): Promise<readonly string[]> {
  const plans: string[] = [];
  const run = await db.oneFirst(sql.unsafe`SELECT extract(epoch FROM pg_postmaster_start_time())::text`);
  const row = {
    progress: JSON.stringify([run]),
    body: '',
    doc: '',
    revision: 0,
    places: '[]',
    scanned: null,
    end: '0',
    items: '[]',
    things: '[]',
  };
  const explain = async (token: QuerySqlToken) => {
    const planOf = (options: string) =>
      db.any({ ...token, sql: `EXPLAIN ${options} ${token.sql}`, parser: sql.unsafe``.parser });
    plans.push(JSON.stringify([await planOf(''), await planOf('(GENERIC_PLAN)')]));
  };
  const explaining = {
    ...db,
    one: async (token: QuerySqlToken) => {
      await explain(token);
      return row;
    },
    any: async (token: QuerySqlToken) => {
      await explain(token);
      return [row];
    },
  } as CommonQueryMethods;
  await query(explaining);
  return plans;
}

/**
 * Runs a query and returns how many pages (8 kB) of tables and indexes its statements read. Unlike a time, the number does
 * not depend on the machine.
 */
export async function pagesReadBy(
  db: DatabasePool,
  query: (db: CommonQueryMethods) => Promise<unknown>,
): Promise<number> {
  let pages = 0;
  const counting: Run = (run) => async (token) => {
    const explain = { ...token, sql: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${token.sql}` };
    const text = await db.oneFirst({ ...explain, parser: z.object({ 'QUERY PLAN': z.string() }) });
    for (const { Plan: plan } of plans.parse(JSON.parse(text))) pages += plan[hit] + plan[read];
    return run(token);
  };
  await query({ ...db, one: counting(db.one), any: counting(db.any) } as CommonQueryMethods);
  return pages;
}

const [hit, read] = ['Shared Hit Blocks', 'Shared Read Blocks'] as const;
const plans = z.array(z.object({ Plan: z.object({ [hit]: z.number(), [read]: z.number() }) }));

/**
 * Calls a function repeatedly and returns the time of the fastest call in milliseconds. Unlike an average, it hardly
 * depends on the load of the machine.
 */
export async function fastestTimeOf(calls: number, call: (number: number) => Promise<unknown>): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let number = 0; number < calls; number += 1) {
    const start = performance.now();
    await call(number);
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}
