import { setTimeout as delay } from 'node:timers/promises';
import { type Athlete, createAthlete } from '../support/athlete.ts';
import { measureBarePostgres, measureBareRedis } from '../support/floors.ts';
import { etagOf, send } from '../support/http.ts';
import { type Load, measureLoad } from '../support/load.ts';
import { startBareExpress, startExpressWithDrivers } from '../support/processes.ts';
import { scaled } from '../support/size.ts';
import { type System, startSystem } from '../support/system.ts';
import { loadLine, type Scenario } from '../support/table.ts';

const [concurrency, seconds] = [32, scaled(5)];
const [accounts, sessionsEach, setsEach] = [32, 20, 25];

/**
 * Measures signed-in reads, compared with the floor of the same run: a bare Express app that answers a constant. What
 * the drivers of Postgres and Redis reach alone, in the process that makes the load, is the upper limit for a read.
 */
export const reads: Scenario = {
  name: 'reads',
  about: `signed-in reads by ${accounts} accounts, compared with a bare Express app (1.00), one process each, ${concurrency} in flight`,
  async run() {
    await using system = await startSystem();
    await using bareExpress = await startBareExpress();
    await system.run('seed');
    const url = await system.startAll();
    const readers = await Promise.all(Array.from({ length: accounts }, () => createReader(url)));
    const pids = { ...system.pids(), Express: bareExpress.pid };
    const load = { concurrency, seconds, pids };
    const floor = await measureLoad(load, async () => expectStatus(200, await send(bareExpress.url)));
    const get = (path: (reader: Reader) => string, status = 200, etag: (reader: Reader) => string = () => '') =>
      measureLoad(load, async (number) => {
        const reader = readers[number % accounts] as Reader;
        const headers = status === 304 ? { 'if-none-match': etag(reader) } : {};
        expectStatus(status, await reader.athlete.send(path(reader), { headers }));
      });
    const session = ({ sessionId }: Reader) => `/training-sessions/${sessionId}`;
    const bare = await measureFloors(system, load, readers);
    const lineOf = async (what: string, result: ReturnType<typeof get>) =>
      loadLine(what, 'requests', await result, floor);
    return [
      loadLine('bare Express', 'requests', floor, floor),
      loadLine('bare Postgres: the document by id', 'queries', bare.postgres, floor),
      loadLine('bare Redis: MGET of 4 keys', 'queries', bare.redis, floor),
      loadLine('Express and the drivers: 4 values', 'requests', bare.values, floor),
      loadLine('Express and the drivers: a session', 'requests', bare.document, floor),
      await lineOf(
        '/access/me',
        get(() => '/access/me'),
      ),
      await lineOf(`a session of ${setsEach} sets`, get(session)),
      await lineOf(
        'list of 20 summaries',
        get(() => '/training-sessions'),
      ),
      await lineOf(
        'list of 20 documents',
        get(() => '/training-sessions?view=full'),
      ),
      await lineOf(
        'a session, 304',
        get(session, 304, ({ sessionEtag }) => sessionEtag),
      ),
      await lineOf(
        'catalogue, 304',
        get(
          () => '/exercises/catalogue',
          304,
          ({ catalogueEtag }) => catalogueEtag,
        ),
      ),
    ];
  },
};

type Reader = Readonly<{ athlete: Athlete; sessionId: string; sessionEtag: string; catalogueEtag: string }>;

/** Creates an account with training sessions, and reads them until the read models contain them. */
async function createReader(url: string): Promise<Reader> {
  const athlete = await createAthlete(url);
  const ids: string[] = [];
  while (ids.length < sessionsEach) ids.push(await athlete.logSession(setsEach));
  const sessionId = ids[0] ?? '';
  while (JSON.parse(await athlete.request('/exercises?searchString=squat')).total === 0) await delay(100);
  const [session, catalogue] = [`/training-sessions/${sessionId}`, '/exercises/catalogue'];
  return {
    athlete,
    sessionId,
    sessionEtag: etagOf(await athlete.send(session)),
    catalogueEtag: etagOf(await athlete.send(catalogue)),
  };
}

async function measureFloors({ addresses }: System, load: Load, readers: readonly Reader[]) {
  const ids = readers.map(({ sessionId }) => sessionId);
  return {
    postgres: await measureBarePostgres(addresses.databaseUrl, load, ids),
    redis: await measureBareRedis(addresses.redisUrl, load),
    ...(await measureDrivers(addresses, load, ids)),
  };
}

/** Measures Express with the drivers alone. */
async function measureDrivers({ databaseUrl, redisUrl }: System['addresses'], load: Load, ids: readonly string[]) {
  await using app = await startExpressWithDrivers(databaseUrl, redisUrl);
  const own = { ...load, pids: { ...load.pids, Express: app.pid } };
  const get = (path: (number: number) => string) =>
    measureLoad(own, async (number) => expectStatus(200, await send(`${app.url}${path(number)}`)));
  return {
    values: await get(() => '/values'),
    document: await get((number) => `/documents/${ids[number % ids.length]}`),
  };
}

function expectStatus(expected: number, { status }: Readonly<{ status: number }>): void {
  if (status !== expected) throw new Error(`A request returned status ${status} instead of ${expected}`);
}
