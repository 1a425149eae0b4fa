import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { sql } from 'slonik';
import { type Athlete, createAthlete } from '../support/athlete.ts';
import { type LoadResult, measureLoad } from '../support/load.ts';
import { insertPerformances } from '../support/performances.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { type Line, loadLine, ms, type Scenario } from '../support/table.ts';

const [sessions, seconds] = [scaled(1_000), scaled(5)];
const exercises = 15;
const others = 4;

/** Measures statistics of a long history, compared with a bare query, and the cost of a set beside that history. */
export const statistics: Scenario = {
  name: 'statistics',
  about: `p95 of statistics of ${sessions} sessions with ${sessions * 25} sets, one in flight, as a multiple of a bare query`,
  async run() {
    await using system = await startSystem();
    await system.run('seed');
    const url = await system.start('serve', { ACCOUNT_REQUESTS: '0' });
    await system.start('dispatch');
    await system.start('work');
    const app = await system.connect();
    const [athlete, beginner] = [await createAthlete(url), await createAthlete(url)];
    while (JSON.parse(await athlete.request('/exercises?searchString=squat')).total === 0) await delay(100);
    const { id } = JSON.parse(await athlete.request('/access/me')) as { id: string };
    const found = await app.db.anyFirst(sql.unsafe`
      SELECT id::text FROM exercises_v1 WHERE owner IS NULL AND doc IS NOT NULL ORDER BY id LIMIT ${exercises}`);
    const exerciseIds = found as readonly string[];
    await insertPerformances(app.db, { owner: id, sessions, exerciseIds });
    for (let number = 1; number <= others; number += 1) {
      const owner = `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
      await insertPerformances(app.db, { owner, sessions, exerciseIds });
    }
    await app.db.query(sql.unsafe`ANALYZE performances_v1`);

    const bare = await measureBareQuery(system.addresses.databaseUrl, id);
    const of = `exercises/${exerciseIds[0]}`;
    const lines: Line[] = [{ what: 'a bare query, p95', ...ms(bare.p95), ratio: 1 }];
    for (const path of ['dashboard', of, `${of}/records`, 'volume', 'muscles', 'streak', 'compliance']) {
      const { p95 } = await measureLoad({ concurrency: 1, seconds }, () => athlete.request(`/statistics/${path}`));
      lines.push({ what: `${path.replace(of, 'an exercise')}, p95`, ...ms(p95), ratio: p95 / bare.p95 });
    }
    const logging = (who: Athlete) => measureLoad({ concurrency: 1, seconds, pids: system.pids() }, () => who.logSet());
    const empty = await logging(beginner);
    const long = await logging(athlete);
    return [
      ...lines,
      loadLine('sets with an empty history', 'commands', empty, empty),
      loadLine('sets with this history', 'commands', long, empty),
    ];
  },
};

/** A row by its primary key, with the driver alone. */
async function measureBareQuery(connectionString: string, owner: string): Promise<LoadResult> {
  const pool = new Pool({ connectionString, max: 1 });
  const { rows } = await pool.query('SELECT id FROM performances_v1 WHERE owner = $1 LIMIT 100', [owner]);
  const statement = { name: 'performance', text: 'SELECT doc FROM performances_v1 WHERE id = $1' };
  const result = await measureLoad({ concurrency: 1, seconds }, (number) =>
    pool.query({ ...statement, values: [rows[number % rows.length].id] }),
  );
  await pool.end();
  return result;
}
