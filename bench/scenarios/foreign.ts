import { setTimeout as delay } from 'node:timers/promises';
import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { runPipeline } from '../../src/service/processes/pipeline.ts';
import { writeHistory } from '../support/history.ts';
import { send } from '../support/http.ts';
import { scaled } from '../support/size.ts';
import { type System, startSystem } from '../support/system.ts';
import { ms, type Scenario } from '../support/table.ts';

const foreign = scaled(500_000);
const own = scaled(2_000);
const perAppend = 1_000;
const probes = scaled(200);

/** Times in milliseconds: of a start, until all read models contain the log, and of the probes. */
type Figures = Readonly<{ start: number; caughtUp: number; p50: number; p95: number; status: number }>;

/** Measures what events of other applications cost that were written after the last own event while nothing ran. */
export const foreignEvents: Scenario = {
  name: 'foreign',
  about: `a start, GET /ready and projections status with ${foreign.toLocaleString('en')} foreign events after the last own one, compared with none (1.00)`,
  async run() {
    const without = await measure(0);
    const after = await measure(foreign);
    const lineOf = (what: string, of: (figures: Figures) => number) => [
      { what: `${what}, without`, ...ms(of(without)), ratio: 1 },
      { what, ...ms(of(after)), ratio: of(after) / of(without) },
    ];
    return [
      ...lineOf('start of serve', ({ start }) => start),
      ...lineOf('from the start until the read models contain the log', ({ caughtUp }) => caughtUp),
      ...lineOf('GET /ready, p50', ({ p50 }) => p50),
      ...lineOf('GET /ready, p95', ({ p95 }) => p95),
      ...lineOf('irontrack projections status', ({ status }) => status),
    ];
  },
};

async function measure(foreignCount: number): Promise<Figures> {
  await using system = await startSystem();
  await prepare(system, foreignCount);
  await Promise.all([system.start('dispatch'), system.start('work')]);
  const startedAt = performance.now();
  const url = await system.start('serve');
  const start = performance.now() - startedAt;
  while ((await send(`${url}/ready`)).status !== 200) await delay(5);
  const times: number[] = [];
  let caughtUp = 0;
  for (let probe = 0; probe < probes || caughtUp === 0; probe += 1) {
    const probedAt = performance.now();
    const response = await send(`${url}/ready`);
    times.push(performance.now() - probedAt);
    if (response.status !== 200) throw new Error(`/ready answered ${response.status}: ${response.body}`);
    if (caughtUp === 0 && !JSON.parse(String(response.body)).pipeline.behind) caughtUp = performance.now() - startedAt;
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  const statusAt = performance.now();
  await system.run('projections', 'status');
  return { start, caughtUp, p50: at(0.5), p95: at(0.95), status: performance.now() - statusAt };
}

async function prepare(system: System, foreignCount: number): Promise<void> {
  const application = await system.connect();
  await writeHistory(application, own);
  const pipeline = await runPipeline(application);
  while ((await application.pipelineStatus()).isLagging) await delay(100);
  await pipeline.close();
  await writeForeign(application.eventStore, foreignCount);
}

async function writeForeign(client: EventStoreDBClient, count: number): Promise<void> {
  for (let written = 0; written < count; written += perAppend) {
    const events = Array.from({ length: Math.min(perAppend, count - written) }, () =>
      jsonEvent({ type: 'OrderPlaced', data: { total: 5 }, metadata: { owner: 'shop' } }),
    );
    await client.appendToStream(`order-${written}`, events);
  }
}
