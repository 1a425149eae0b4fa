import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '../../..');

/** The folders whose tests use services through the addresses that the run gives them. */
const integration = ['infra', 'policies', 'projections', 'queries', 'seeds', 'service', 'use-cases'];

type Given = Readonly<{ eventStoreUrl: string; databaseUrl: string; redisUrl: string }>;
export type Run = Readonly<{ code: number; output: string }>;

/**
 * Runs the integration tests in processes of their own, on services that this process runs, but for the files in `without`.
 */
export async function runOnGiven(given: Given, without: readonly string[] = []): Promise<Run> {
  const pattern = process.env.IRONTRACK_TEST_GIVEN_FILES ?? `test/{${integration.join()}}/**/*.test.ts`;
  const files = globSync(pattern, { cwd: root, exclude: without });
  const child = spawn(process.execPath, [join(root, 'test/run.ts'), ...files], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      IRONTRACK_TEST_SERVICES: 'given',
      EVENTSTORE_URL: given.eventStoreUrl,
      DATABASE_URL: given.databaseUrl,
      REDIS_URL: given.redisUrl,
    },
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code, output };
}
