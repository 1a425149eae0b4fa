import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { createAthlete } from '../support/athlete.ts';
import { send } from '../support/http.ts';
import { type Load, type LoadResult, measureLoad } from '../support/load.ts';
import { startProcess } from '../support/processes.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { loadLine, perSecond, type Scenario } from '../support/table.ts';

const [seconds, concurrency, setsPerSession] = [scaled(5), 64, 25];
const programs = join(import.meta.dirname, '..', 'emmett');

/**
 * Compares the command "log a set" over HTTP with the same command written with Emmett, on the same event store, each
 * with its read models kept up to date by processes of their own. `bench/emmett` says what Emmett's side does.
 */
export const emmett: Scenario = {
  name: 'emmett',
  about: `sets logged over HTTP, compared with Emmett's command handler (1.00) on the same event store, ${concurrency} in flight`,
  async run() {
    await using system = await startSystem();
    const url = await system.startAll();
    const own = await measureOwn(url, { concurrency, seconds, pids: system.pids() });
    const { eventStoreUrl, databaseUrl } = system.addresses;
    const env = { ...process.env, EVENTSTORE_URL: eventStoreUrl, DATABASE_URL: databaseUrl };
    await using server = await startProcess([join(programs, 'serve.ts')], env);
    const live = await startProcess([join(programs, 'project.ts')], env);
    const pids = { ...system.pids(), Emmett: server.pid, 'Emmett projection': live.pid };
    const other = await measureEmmett(server.url, { concurrency, seconds, pids });
    await live[Symbol.asyncDispose]();
    const projected = await measureProjection(env, databaseUrl);
    return [
      loadLine("Emmett's command handler", 'commands', other, other),
      loadLine('IronTrack', 'commands', own, other),
      { what: "Emmett's projection, from the first event", ...perSecond(projected, 'events') },
    ];
  },
};

async function measureOwn(url: string, load: Load): Promise<LoadResult> {
  const athletes = await Promise.all(Array.from({ length: load.concurrency }, () => createAthlete(url)));
  return measureInTurn(load, athletes);
}

async function measureEmmett(url: string, load: Load): Promise<LoadResult> {
  return measureInTurn(
    load,
    Array.from({ length: load.concurrency }, () => createWriter(url)),
  );
}

type Writer = Readonly<{ logSet: () => Promise<void> }>;

/** Each writer logs one set at a time. */
function measureInTurn(load: Load, writers: readonly Writer[]): Promise<LoadResult> {
  const idle = [...writers];
  return measureLoad(load, async () => {
    const writer = idle.pop();
    await writer?.logSet();
    if (writer) idle.push(writer);
  });
}

/** Logs sets in sessions of at most 25 sets, as the athletes of IronTrack do. */
function createWriter(url: string): Writer {
  const post = async (path: string, value: object): Promise<{ id: string }> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await send(url + path, { method: 'POST', headers, body: JSON.stringify(value) });
    if (answer.status !== 201) throw new Error(`Emmett's side returned status ${answer.status}: ${answer.body}`);
    return JSON.parse(String(answer.body));
  };
  let session = { id: '', sets: setsPerSession };
  return {
    async logSet() {
      if (session.sets >= setsPerSession) session = { id: (await post('/sessions', { timezone: 'UTC' })).id, sets: 0 };
      session.sets += 1;
      await post(`/sessions/${session.id}/sets`, { weight: { value: 100, unit: 'kg' }, reps: 5 });
    },
  };
}

/** How many events per second a new start of Emmett's projection applies. */
async function measureProjection(env: NodeJS.ProcessEnv, databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const count = async () => {
    const { rows } = await client.query('SELECT coalesce(sum(revision + 1), 0)::int AS events FROM emmett_sessions');
    return rows[0].events as number;
  };
  await client.query('TRUNCATE emmett_sessions');
  await using _ = await startProcess([join(programs, 'project.ts')], env);
  const startedAt = performance.now();
  let [events, lasted] = [0, 0];
  // The last event is applied when no more have followed for a second.
  while (events === 0 || performance.now() - startedAt - lasted < 1_000) {
    await delay(20);
    const now = await count();
    if (now > events) lasted = performance.now() - startedAt;
    events = now;
  }
  await client.end();
  return (events * 1_000) / lasted;
}
