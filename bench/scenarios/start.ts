import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAthlete } from '../support/athlete.ts';
import { percentilesOf } from '../support/load.ts';
import { type ReadyProcess, startByNpm } from '../support/processes.ts';
import { scaled } from '../support/size.ts';
import { ms, type Scenario } from '../support/table.ts';

const [starts, sessions, setsEach] = [5, scaled(150), 25];

/**
 * Measures how long a person waits after `npm start`: until the line that says IronTrack is ready, with the embedded
 * services, an applied catalogue, and some thousand events of an athlete.
 */
export const start: Scenario = {
  name: 'start',
  about: `from npm start to the ready line, on an existing data folder with ${sessions} sessions of ${setsEach} sets and the catalogue; median of ${starts}`,
  async run() {
    const dataDir = mkdtempSync(join(tmpdir(), 'irontrack-bench-'));
    try {
      const env = { ...process.env, IRONTRACK_DATA: dataDir, PORT: '0', LOG_LEVEL: 'error' };
      const first = await timeStart(env, async ({ url }) => {
        const athlete = await createAthlete(url);
        for (let session = 0; session < sessions; session += 1) await athlete.logSession(setsEach);
        await athlete.request('/training-sessions');
      });
      const times: number[] = [];
      while (times.length < starts) times.push(await timeStart(env));
      return [
        { what: 'first start, with seeding', ...ms(first) },
        { what: 'ready after npm start', ...ms(percentilesOf(times).p50) },
      ];
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

/** Starts IronTrack, uses it, and stops it; returns the milliseconds until it was ready. */
async function timeStart(
  env: NodeJS.ProcessEnv,
  use: (running: ReadyProcess) => Promise<void> = async () => {},
): Promise<number> {
  const startedAt = performance.now();
  await using running = await startByNpm(env);
  const time = performance.now() - startedAt;
  await use(running);
  return time;
}
