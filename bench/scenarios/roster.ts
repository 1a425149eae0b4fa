import { Pool } from 'pg';
import { sql } from 'slonik';
import { createAthlete } from '../support/athlete.ts';
import { type LoadResult, measureLoad } from '../support/load.ts';
import { scaled } from '../support/size.ts';
import { insertSquad } from '../support/squad.ts';
import { startSystem } from '../support/system.ts';
import { ms, type Scenario } from '../support/table.ts';

const [athletes, sessions, seconds] = [50, scaled(1_000), scaled(5)];

/** Measures the roster of a coach whose athletes have long histories, compared with a bare query. */
export const roster: Scenario = {
  name: 'roster',
  about: `p95 of a roster of ${athletes} athletes with ${sessions} sessions each, one in flight, as a multiple of a bare query`,
  async run() {
    await using system = await startSystem();
    const url = await system.startAll({ ACCOUNT_REQUESTS: '0' });
    const app = await system.connect();
    const coach = await createAthlete(url);
    const { id, email } = JSON.parse(await coach.request('/access/me')) as { id: string; email: string };
    await system.run('users', 'set-role', email, 'fitness-trainer');
    await insertSquad(app.db, { coach: id, athletes, sessions });
    await app.db.query(sql.unsafe`VACUUM ANALYZE signals_v1`);

    const bare = await measureBareQuery(system.addresses.databaseUrl);
    const load = { concurrency: 1, seconds, pids: system.pids() };
    const all = await measureLoad(load, async () => {
      const { athletes: found } = JSON.parse(await coach.request('/coaching/roster')) as {
        athletes: readonly unknown[];
      };
      if (found.length !== athletes) throw new Error(`The roster has ${found.length} athletes`);
    });
    const path = '/coaching/athletes/01900000-0000-7000-8000-000000000001/signals';
    const one = await measureLoad(load, () => coach.request(path));
    return [
      { what: 'a bare query, p95', ...ms(bare.p95), ratio: 1 },
      { what: 'the roster, p95', ...ms(all.p95), ratio: all.p95 / bare.p95, cpu: all.cpu },
      { what: 'the signals of an athlete, p95', ...ms(one.p95), ratio: one.p95 / bare.p95, cpu: one.cpu },
    ];
  },
};

/** A row by its primary key, with the driver alone. */
async function measureBareQuery(connectionString: string): Promise<LoadResult> {
  const pool = new Pool({ connectionString, max: 1 });
  const { rows } = await pool.query('SELECT id FROM signals_v1 WHERE exercise_id IS NULL LIMIT 100');
  const statement = { name: 'facts', text: 'SELECT facts FROM signals_v1 WHERE id = $1' };
  const result = await measureLoad({ concurrency: 1, seconds }, (number) =>
    pool.query({ ...statement, values: [rows[number % rows.length].id] }),
  );
  await pool.end();
  return result;
}
