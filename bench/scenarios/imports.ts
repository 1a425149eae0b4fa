import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../embedded/processes/ports.ts';
import { type Athlete, createAthlete } from '../support/athlete.ts';
import { percentilesOf } from '../support/load.ts';
import { readMetrics } from '../support/metrics.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { type Line, mebibytes, ms, perSecond, type Scenario } from '../support/table.ts';

const [workouts, exercises, setsEach] = [scaled(5_000), 6, 4];
const sets = workouts * exercises * setsEach;
/** The shape of the file that stopped a process once: few workouts, each as large as a session may be. */
const [largeWorkouts, largeExercises, largeSets] = [scaled(48), 400, 5];

/** Measures large imports and their undo as jobs, and what another account notices of them. */
export const imports: Scenario = {
  name: 'imports',
  about: `${sets.toLocaleString('en')} sets imported and undone over HTTP, p99 of another account's reads compared with idle (1.00), and memory of the API`,
  async run() {
    await using system = await startSystem();
    const port = await freePort();
    const url = await system.startAll({ METRICS_PORT: String(port), IMPORT_DIRECT_BYTES: '1' });
    const [importer, reader] = [await createAthlete(url), await createAthlete(url)];
    await reader.logSet();
    const read = () => reader.request(`/training-sessions/${reader.sessionId()}`);
    await readUntil(read, delay(500));
    const idle = await readUntil(read, delay(scaled(5) * 1_000));
    const before = await readState(port);
    const large = await measure(read, port, () => dryRun(importer));
    const imported = await measure(read, port, () => importAll(importer));
    const undone = await measure(read, port, () => undoAll(importer));
    const lineOf = (what: string, { p99 }: Measured): Line => ({ what, ...ms(p99), ratio: p99 / idle.p99 });
    return [
      { what: 'reads when idle, p99', ...ms(idle.p99), ratio: 1 },
      lineOf('reads during the dry run of large sessions, p99', large),
      lineOf('reads during the import, p99', imported),
      lineOf('reads during the undo, p99', undone),
      { what: 'longest stall in the dry run', ...ms(large.stallMs) },
      { what: 'longest stall in the import', ...ms(imported.stallMs) },
      { what: 'import', ...perSecond((1_000 * sets) / imported.durationMs, 'sets') },
      { what: 'undo', ...perSecond((1_000 * workouts) / undone.durationMs, 'sessions') },
      { what: 'growth of memory', ...mebibytes(undone.bytes - before.bytes) },
    ];
  },
};

type Measured = Readonly<{ p99: number; durationMs: number; stallMs: number; bytes: number }>;

/** Runs work while another account reads. */
async function measure(read: () => Promise<unknown>, port: number, work: () => Promise<unknown>): Promise<Measured> {
  await readState(port);
  const start = performance.now();
  let durationMs = 0;
  const done = work().then(() => {
    durationMs = performance.now() - start;
  });
  const { p99 } = await readUntil(read, done);
  return { p99, durationMs, ...(await readState(port)) };
}

/** Reads again and again until the promise settles, and returns percentiles of the response times. */
async function readUntil(read: () => Promise<unknown>, end: Promise<unknown>) {
  let isOver = false;
  const ended = end.finally(() => {
    isOver = true;
  });
  const times: number[] = [];
  while (!isOver) {
    const start = performance.now();
    await read();
    times.push(performance.now() - start);
    await delay(5);
  }
  await ended;
  return percentilesOf(times);
}

const options = 'format=strong&unit=kg&timezone=UTC';
const header =
  'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE';

/** Writes a file of workouts, each on a day of its own. */
function csvOf(count: number, exerciseCount: number, setCount: number): string {
  const first = Date.UTC(2005, 0, 1, 18);
  const rows = Array.from({ length: count }, (_, workout) => {
    const start = new Date(first + workout * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
    return Array.from({ length: exerciseCount * setCount }, (_, at) => {
      const [exercise, set] = [Math.floor(at / setCount), (at % setCount) + 1];
      return `${start},Day,1h,Exercise ${exercise},${set},${50 + set},${5 + set},0,0,,,`;
    });
  });
  return [header, ...rows.flat(), ''].join('\n');
}

const post = (athlete: Athlete, query: string, body: string) =>
  athlete.request(`/imports?${options}${query}`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body });

const dryRun = (athlete: Athlete) => post(athlete, '&dryRun=true', csvOf(largeWorkouts, largeExercises, largeSets));

async function importAll(athlete: Athlete): Promise<void> {
  await post(athlete, '', csvOf(workouts, exercises, setsEach));
  await untilEnded(athlete, await importId(athlete));
}

async function undoAll(athlete: Athlete): Promise<void> {
  const id = await importId(athlete);
  await athlete.request(`/imports/${id}`, { method: 'DELETE' });
  await untilEnded(athlete, id);
}

async function importId(athlete: Athlete): Promise<string> {
  return JSON.parse(await athlete.request('/imports')).items[0].id;
}

/** Follows the job of an import until it ends. */
async function untilEnded(athlete: Athlete, id: string): Promise<void> {
  for (let done = -1; ; ) {
    const after = done < 0 ? '' : `?after=${done}`;
    const job = JSON.parse(await athlete.request(`/imports/${id}/progress${after}`));
    if (job.state === 'completed') return;
    if (job.state !== 'running') throw new Error(`The job of the import is ${job.state}`);
    done = job.done;
  }
}

/** The longest delay of the event loop since the last call, because reading the metrics resets it, and the memory. */
async function readState(port: number) {
  const names = ['nodejs_eventloop_lag_max_seconds', 'process_resident_memory_bytes'] as const;
  const metrics = await readMetrics(port, names);
  return { stallMs: metrics[names[0]] * 1_000, bytes: metrics[names[1]] };
}
