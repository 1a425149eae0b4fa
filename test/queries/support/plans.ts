import { type CommonQueryMethods, type DatabasePool, type QuerySqlToken, sql } from 'slonik';

/** The plan of the statement that a query runs. */
export async function planIn(db: DatabasePool, query: (db: CommonQueryMethods) => Promise<unknown>): Promise<string> {
  let plan = '';
  const explaining = {
    ...db,
    one: async (token: QuerySqlToken) => {
      const rows = await db.any({ ...token, sql: `EXPLAIN ${token.sql}`, parser: sql.unsafe``.parser });
      plan = JSON.stringify(rows);
      return { progress: JSON.stringify([]), body: '', doc: '', revision: 0 };
    },
  } as CommonQueryMethods;
  await query(explaining);
  return plan;
}
