import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import type { Application } from '../../src/service/connect.ts';
import { type Athlete, createAthlete } from '../support/athlete.ts';
import { type LoadResult, measureLoad } from '../support/load.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { type Line, mebibytes, ms, perSecond, type Scenario } from '../support/table.ts';

const [events, seconds] = [scaled(25_000), scaled(3)];
const setsPerSession = 25;
const exports = 3;

/** Measures the audit of one athlete: pages, compared with a bare query, and the export, compared with a bare read of the log. */
export const audit: Scenario = {
  name: 'audit',
  about: `the audit of an athlete with ${events.toLocaleString('en')} events: p95 of pages as a multiple of a bare query, and the export as a share of a bare read of the log`,
  async run() {
    await using system = await startSystem();
    const url = await system.startAll({ ACCOUNT_REQUESTS: '0' });
    const app = await system.connect();
    const athlete = await createAthlete(url);
    // A session has its start, an exercise, its sets and its end.
    for (let made = 0; made < events; made += setsPerSession + 3) await athlete.logSession(setsPerSession);
    const pages = async (path: string, what: string, bare: LoadResult): Promise<Line> => {
      const load = { concurrency: 1, seconds, pids: system.pids() };
      const { p95, cpu } = await measureLoad(load, () => athlete.request(`/audit/history${path}`));
      return { what: `${what}, p95`, ...ms(p95), ratio: p95 / bare.p95, cpu };
    };
    const bare = await measureBareQuery(system.addresses.databaseUrl);
    return [
      { what: 'a bare query, p95', ...ms(bare.p95), ratio: 1 },
      await pages('', 'the first page of 50 events', bare),
      await pages('?type=SetLogged&limit=100', 'the last 100 sets', bare),
      await pages('?type=SessionStarted', 'the starts of 50 sessions', bare),
      ...(await measureExports(app, url, { athlete, pid: system.pids().API ?? 0 })),
    ];
  },
};

/** A row of the read model by its primary key, with the driver alone. */
async function measureBareQuery(connectionString: string): Promise<LoadResult> {
  const pool = new Pool({ connectionString, max: 1 });
  const { rows } = await pool.query('SELECT id FROM audit_events_v1 LIMIT 100');
  const statement = { name: 'place', text: 'SELECT position FROM audit_events_v1 WHERE id = $1' };
  const result = await measureLoad({ concurrency: 1, seconds }, (number) =>
    pool.query({ ...statement, values: [rows[number % rows.length].id] }),
  );
  await pool.end();
  return result;
}

type Exporting = Readonly<{ athlete: Athlete; pid: number }>;

async function measureExports(app: Application, url: string, { athlete, pid }: Exporting): Promise<readonly Line[]> {
  const body = JSON.stringify({ name: 'bench', scopes: ['read'] });
  const { token } = JSON.parse(await athlete.request('/access/tokens', { method: 'POST', body })) as { token: string };
  const bare = await bestOf(async () => readLog(app));
  const ndjson = await bestOf(() => download(url, token, 'ndjson'));
  const before = residentBytes(pid);
  const watch = watchMemory(pid);
  const csv = await bestOf(() => download(url, token, 'csv'));
  const peak = await watch.stop();
  const line = (what: string, rate: number): Line => ({ what, ...perSecond(rate, 'events'), ratio: rate / bare });
  return [
    line('a bare read of the log', bare),
    line('the export as NDJSON', ndjson),
    line('the export as CSV', csv),
    { what: `memory of the API during ${exports} further exports, more than before`, ...mebibytes(peak - before) },
  ];
}

/** The highest rate of several measurements: events per second. */
async function bestOf(read: () => Promise<number>): Promise<number> {
  let best = 0;
  for (let number = 0; number < exports; number += 1) {
    const start = performance.now();
    const count = await read();
    best = Math.max(best, count / ((performance.now() - start) / 1_000));
  }
  return best;
}

/** Reads every event of the log with the client of the event store alone. */
async function readLog({ eventStore }: Application): Promise<number> {
  let count = 0;
  for await (const { event } of eventStore.readAll()) if (event && !event.type.startsWith('$')) count += 1;
  return count;
}

/** Downloads the export and counts its lines, of which one or two are not about events. */
async function download(url: string, token: string, format: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/api/v1/audit/export?format=${format}`, { headers });
  if (response.status !== 200 || !response.body) throw new Error(`The export returned status ${response.status}`);
  let lines = 0;
  for await (const part of response.body) lines += linesIn(Buffer.from(part.buffer, part.byteOffset, part.length));
  return lines - 1;
}

/** The client runs beside the service on the same machine, so it does no more than it needs. */
function linesIn(part: Buffer): number {
  let lines = 0;
  for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) lines += 1;
  return lines;
}

const residentBytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024;

/** Notes the largest resident memory of a process until stopped. */
function watchMemory(pid: number) {
  let [peak, isOver] = [0, false];
  const watching = (async () => {
    while (!isOver) {
      peak = Math.max(peak, residentBytes(pid));
      await delay(20);
    }
  })();
  return {
    async stop(): Promise<number> {
      isOver = true;
      await watching;
      return peak;
    },
  };
}
