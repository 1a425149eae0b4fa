import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The long test run, `npm run test:soak`: the chaos test with ten seeds of 20 faults each, then all chaos suites, the
 * tests of query plans with half a million rows, the random tests with ten times their usual rounds, ten thousand calls of
 * an assistant, a copy of a million events, and a backup of 200,000. Lasts some hours.
 */
const seeds = Array.from({ length: 10 }, (_, index) => String(index + 1));

/** For files that may be too large for a folder in memory. */
const onDisk = { TMPDIR: tmpdir() };

type Part = Readonly<{ title: string; files: readonly string[]; env: NodeJS.ProcessEnv }>;

const parts: readonly Part[] = [
  ...seeds.map((seed) => ({
    title: `chaos with seed ${seed}`,
    files: ['test/chaos/chaos.test.ts', 'test/chaos/revocations.test.ts'],
    env: {
      IRONTRACK_CHAOS_SEED: seed,
      IRONTRACK_CHAOS_FAULTS: '20',
      IRONTRACK_CHAOS_ATHLETES: '8',
      IRONTRACK_REDIS_FAULTS: '8',
    },
  })),
  {
    title: 'all chaos suites at their large sizes',
    files: ['test/chaos/*.test.ts'],
    env: {
      IRONTRACK_CHAOS_READS: '1000',
      IRONTRACK_CHAOS_SIGN_UPS: '50',
      IRONTRACK_CHAOS_ROUNDS: '20',
      IRONTRACK_CHAOS_SYNCS: '100',
    },
  },
  {
    title: 'webhooks at their large size',
    files: ['test/chaos/webhooks.test.ts'],
    env: {
      IRONTRACK_CHAOS_RECEIVERS: '20',
      IRONTRACK_CHAOS_DELIVERIES: '20000',
      IRONTRACK_CHAOS_WEBHOOK_FAULTS: '105',
    },
  },
  {
    title: 'ten thousand calls of an assistant while processes are killed',
    files: ['test/chaos/assistants.test.ts'],
    env: { IRONTRACK_CHAOS_CALLS: '10000' },
  },
  {
    title: 'queries on half a million rows',
    files: ['test/queries/**/*.test.ts'],
    env: { IRONTRACK_TEST_ROWS: '500000', ...onDisk },
  },
  {
    title: 'random tests with ten times the rounds',
    files: ['test/{commands,documents,hostile,imports,use-cases,projections,embedded,http}/**/*.test.ts'],
    env: { IRONTRACK_TEST_RUNS: '10' },
  },
  {
    title: 'an import that is killed at each of its moments',
    files: ['test/system/crash.test.ts'],
    env: { IRONTRACK_TEST_RUNS: '2' },
  },
  {
    title: 'ten thousand calls of an assistant that makes every mistake',
    files: ['test/mcp/random.test.ts'],
    env: { IRONTRACK_TEST_RUNS: '60' },
  },
  {
    title: "the protocol's conformance suite and inspector against the server for assistants",
    files: ['test/mcp/*.soak.ts'],
    env: {},
  },
  {
    title: 'the failover of Postgres, and configurations of programs that few machines have',
    files: ['test/deploy/*.soak.ts'],
    env: {},
  },
  {
    title: 'a copy of a million events whose copier is killed five times',
    files: ['test/infra/log-copy/copy-log.soak.ts'],
    env: { IRONTRACK_TEST_EVENTS: '1000000', ...onDisk },
  },
  {
    title: 'a backup of 200,000 events, restored elsewhere',
    files: ['test/system/backup.soak.ts'],
    env: { IRONTRACK_TEST_EVENTS: '200000', ...onDisk },
  },
];

const failed = parts.filter(({ title, files, env }) => {
  process.stdout.write(`\n# ${title}\n`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'run.ts'), ...files], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status !== 0;
});

process.stdout.write(`\n${parts.length - failed.length} passed, ${failed.length} failed\n`);
for (const { title } of failed) process.stdout.write(`failed: ${title}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
