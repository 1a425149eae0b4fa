import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { sql } from 'slonik';
import { type Athlete, createAthlete } from '../support/athlete.ts';
import { type LoadResult, measureLoad, medianOf, percentilesOf } from '../support/load.ts';
import { insertPerformances } from '../support/performances.ts';
import { scaled } from '../support/size.ts';
import { type System, startSystem } from '../support/system.ts';
import { type Line, ms, type Scenario } from '../support/table.ts';

const [sessions, seconds, samples] = [scaled(1_000), scaled(5), scaled(200)];
const exercises = 15;
const others = 4;
/** How often the costs of a set are measured with each history, in turns, because the machine changes in the meantime. */
const rounds = 3;

/** Measures statistics of a long history, compared with a bare query, and the cost of a set beside that history. */
export const statistics: Scenario = {
  name: 'statistics',
  about: `p95 of statistics of ${sessions} sessions with ${sessions * 25} sets, one in flight, as a multiple of a bare query`,
  async run() {
    await using system = await startSystem();
    await system.run('seed');
    const url = await system.startAll({ ACCOUNT_REQUESTS: '0' });
    const app = await system.connect();
    const [athlete, regular, beginner] = [await createAthlete(url), await createAthlete(url), await createAthlete(url)];
    while (JSON.parse(await athlete.request('/exercises?searchString=squat')).total === 0) await delay(100);
    const found = await app.db.anyFirst(sql.unsafe`
      SELECT id::text FROM exercises_v1 WHERE owner IS NULL AND doc IS NOT NULL ORDER BY id LIMIT ${exercises}`);
    const exerciseIds = found as readonly string[];
    const owner = await idOf(athlete);
    await insertPerformances(app.db, { owner, sessions, exerciseIds });
    await insertPerformances(app.db, { owner: await idOf(regular), sessions, exerciseIds: exerciseIds.slice(0, 5) });
    for (let number = 1; number <= others; number += 1) {
      const other = `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
      await insertPerformances(app.db, { owner: other, sessions, exerciseIds });
    }
    // A history of years has been vacuumed. Without this, Postgres would do it while statistics are measured.
    await app.db.query(sql.unsafe`VACUUM (ANALYZE) performances_v1`);

    const bare = await measureBareQuery(system.addresses.databaseUrl, owner);
    const of = `exercises/${exerciseIds[0]}`;
    const lines: Line[] = [{ what: 'a bare query, p95', ...ms(bare.p95), ratio: 1 }];
    const measure = async (who: Athlete, path: string, what: string) => {
      const load = { concurrency: 1, seconds, pids: system.pids() };
      const { p95, cpu } = await measureLoad(load, () => who.request(`/statistics/${path}`));
      lines.push({ what: `${what}, p95`, ...ms(p95), ratio: p95 / bare.p95, cpu });
    };
    for (const path of ['dashboard', of, `${of}/records`, 'volume', 'muscles', 'streak', 'compliance']) {
      await measure(athlete, path, path.replace(of, 'an exercise'));
    }
    await measure(regular, of, 'an exercise of every session');
    await measure(regular, `${of}/records`, 'its records');
    return [...lines, ...(await measureSets(system, beginner, athlete))];
  },
};

const idOf = async (who: Athlete): Promise<string> =>
  (JSON.parse(await who.request('/access/me')) as { id: string }).id;

/** What a set costs after an empty and after a long history: CPU time, and the time until statistics show it. */
async function measureSets(system: System, empty: Athlete, long: Athlete): Promise<readonly Line[]> {
  const measure = async (who: Athlete) => ({
    load: await measureLoad({ concurrency: 1, seconds, pids: system.pids() }, () => who.logSet()),
    visible: await visibleAfterSet(who),
  });
  type Measured = Awaited<ReturnType<typeof measure>>;
  const measured: Record<'empty' | 'long', Measured[]> = { empty: [], long: [] };
  for (let round = 0; round < rounds; round += 1) {
    measured.empty.push(await measure(empty));
    measured.long.push(await measure(long));
  }
  const cpuOf = ({ load }: Measured) =>
    ['API', 'worker', 'postgres'].reduce((sum, name) => sum + (load.cpu[name] ?? 0), 0);
  const medianBy = (list: readonly Measured[], key: (each: Measured) => number) => key(medianOf(list, key));
  const line = (what: string, unit: string, key: (each: Measured) => number): readonly Line[] => {
    const [before, after] = [medianBy(measured.empty, key), medianBy(measured.long, key)];
    return [
      { what: `${what}, empty history`, value: before, unit, ratio: 1 },
      { what: `${what}, this history`, value: after, unit, ratio: after / before },
    ];
  };
  return [
    ...line('CPU of a set: API, worker, Postgres', 'µs', cpuOf),
    ...line('answer to a set, p50', 'ms', ({ load }) => load.p50),
    ...line('from that answer until a sum has it, p50', 'ms', ({ visible }) => visible),
  ];
}

/** The median time from the answer to a set until the sums of its week, which are few, have been answered with it. */
async function visibleAfterSet(who: Athlete): Promise<number> {
  const from = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const times: number[] = [];
  while (times.length < samples) {
    await who.logSet();
    const start = performance.now();
    await who.request(`/statistics/volume?from=${from}`);
    times.push(performance.now() - start);
  }
  return percentilesOf(times).p50;
}

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
