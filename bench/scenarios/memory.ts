import { readFileSync } from 'node:fs';
import { type Athlete, createAthlete } from '../support/athlete.ts';
import { etagOf } from '../support/http.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { type Line, mebibytes, type Scenario } from '../support/table.ts';

const [requests, parts, accounts, concurrency] = [scaled(1_000_000), 10, 100, 32];
const perPart = Math.ceil(requests / parts);
/** A part ends after this time, even if the machine is too slow for its requests, so that the scenario ends. */
const partMs = scaled(60) * 1_000;

/**
 * Measures the memory of the API's process after many requests of several kinds by many accounts. One request of ten is a
 * command. A process that leaks, or whose caches have no bound, grows from part to part.
 */
export const memory: Scenario = {
  name: 'memory',
  about: `resident memory of the API after up to ${requests.toLocaleString('en')} mixed requests of ${accounts} accounts, ${concurrency} in flight`,
  async run() {
    await using system = await startSystem();
    await system.run('seed');
    const url = await system.startAll({ ACCOUNT_REQUESTS: '0' });
    const pid = system.pids().API ?? 0;
    const athletes = await Promise.all(Array.from({ length: accounts }, () => createAthlete(url)));
    const readings = [{ requests: 0, bytes: residentBytes(pid) }];
    let [sent, refused] = [0, 0];
    for (let part = 0; part < parts; part += 1) {
      const outcome = await sendAll(athletes, perPart);
      sent += outcome.sent;
      refused += outcome.refused;
      readings.push({ requests: sent, bytes: residentBytes(pid) });
    }
    const [before, last] = readings.slice(-2).map(({ bytes }) => bytes);
    const growth = (last ?? Number.NaN) - (before ?? Number.NaN);
    return [
      ...readings.map((reading): Line => ({ what: `after ${reading.requests} requests`, ...mebibytes(reading.bytes) })),
      { what: 'growth from the ninth to the tenth part', ...mebibytes(growth) },
      { what: 'refused because a service was late (503)', value: refused, unit: 'requests' },
    ];
  },
};

type Outcome = Readonly<{ sent: number; refused: number }>;

/** Sends requests until the part ends. `refused` is how many of them the API has refused because a service was late. */
async function sendAll(athletes: readonly Athlete[], count: number): Promise<Outcome> {
  let [sent, refused] = [0, 0];
  const end = performance.now() + partMs;
  const onError = (error: Error) => {
    if (!error.message.includes('status 503')) throw error;
    refused += 1;
  };
  const sendUntilDone = async () => {
    while (sent < count && performance.now() < end) {
      sent += 1;
      const athlete = athletes[Math.floor(sent / kinds.length) % athletes.length];
      if (athlete) await kinds[sent % kinds.length]?.(athlete).catch(onError);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, sendUntilDone));
  return { sent, refused };
}

const get = (path: string) => (athlete: Athlete) => athlete.request(path);
const session = (athlete: Athlete) => `/training-sessions/${athlete.sessionId()}`;
const readSession = (athlete: Athlete) => athlete.request(session(athlete));

const kinds: readonly ((athlete: Athlete) => Promise<unknown>)[] = [
  get('/access/me'),
  readSession,
  get('/training-sessions'),
  (athlete) => athlete.logSet(),
  readSession,
  get('/access/me'),
  get('/exercises?searchString=bench%20press'),
  get('/training-sessions?view=full&pageSize=5'),
  async (athlete) => {
    const etag = etagOf(await athlete.send(session(athlete)));
    return athlete.send(session(athlete), { headers: { 'if-none-match': etag } });
  },
  get('/changes'),
];

const residentBytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024;
