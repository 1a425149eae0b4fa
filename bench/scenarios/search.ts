import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'slonik';
import { createAthlete } from '../support/athlete.ts';
import { measureLoad } from '../support/load.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { ms, type Scenario } from '../support/table.ts';

const [others, own, seconds] = [scaled(500_000), scaled(1_000), scaled(5)];
const perAccount = 1_000;
const batch = 10_000;
const terms = ['bench press', 'sqaut', 'db row', 'incline', 'shoulder press machine', 'curl 7'];

/** Measures the first page of a search among own exercises, without and with those of many other accounts. */
export const search: Scenario = {
  name: 'search',
  about: `search over the catalogue and ${own} own exercises, one in flight, without and with ${others.toLocaleString('en')} own exercises of other accounts`,
  async run() {
    await using system = await startSystem();
    await system.run('seed');
    const url = await system.startAll({ ACCOUNT_REQUESTS: '0' });
    const app = await system.connect();
    const athlete = await createAthlete(url);
    const find = (term: string) => athlete.request(`/exercises?searchString=${encodeURIComponent(term)}`);
    while (JSON.parse(await find('bench press')).total === 0) await delay(100);
    const { id } = JSON.parse(await athlete.request('/access/me')) as { id: string };
    const measure = () =>
      measureLoad({ concurrency: 1, seconds }, (number) => find(terms[number % terms.length] ?? ''));
    /** Copies exercises of the catalogue with numbered names, as rows of accounts. */
    const insert = (from: number, to: number, owner: string | null) =>
      app.db.query(sql.unsafe`
        WITH source AS MATERIALIZED (
          SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS number
          FROM exercises_v1 WHERE owner IS NULL
        )
        INSERT INTO exercises_v1 (id, owner, holder, revision, name, sort_name, search_text, category, difficulty,
          created_at, updated_at, primary_muscles, equipment, tags, doc)
        SELECT gen_random_uuid(), account, account, 0, name || ' ' || n, sort_name || ' ' || n, search_text, category,
          difficulty, created_at, updated_at, primary_muscles, equipment, '{}',
          (jsonb_set(doc::jsonb, '{name}', to_jsonb(name || ' ' || n)))::text
        FROM generate_series(${from}::int4, ${to}::int4) AS n
        JOIN source ON source.place = n % source.number,
        LATERAL (SELECT coalesce(${owner}::uuid,
          ('01900000-0000-7000-8000-' || lpad((n / ${perAccount}::int4)::text, 12, '0'))::uuid) AS account) AS accounts`);
    await insert(1, own, id);
    const alone = await measure();
    for (let from = 1; from <= others; from += batch) await insert(from, Math.min(others, from + batch - 1), null);
    await app.db.query(sql.unsafe`ANALYZE exercises_v1`);
    const among = await measure();
    return [
      { what: 'alone, p50', ...ms(alone.p50) },
      { what: 'alone, p99', ...ms(alone.p99) },
      { what: 'among other accounts, p50', ...ms(among.p50) },
      { what: 'among other accounts, p99', ...ms(among.p99) },
    ];
  },
};
