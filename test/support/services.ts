import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GenericContainer } from 'testcontainers';
import { freePort } from '../../embedded/processes/ports.ts';
import { startServices } from '../../embedded/services.ts';
import { atEndOfRun } from './end-of-run.ts';
import './hostile-event-store.ts';
import { readServerLogs } from './leaks.ts';

/** A service that the tests use. It keeps its address and its data when it is restarted. */
export type TestService = Readonly<{
  url: string;
  /** Ends the service at once, without an orderly shutdown. */
  kill: () => Promise<unknown>;
  restart: () => Promise<void>;
}>;

export type TestServices = Readonly<{ eventStore: TestService; postgres: TestService; redis: TestService }>;
type Started = TestServices & { stop: () => Promise<void> };

let starting: Promise<Started> | undefined;

/**
 * The services that the tests of this process share; the first call starts them. They are the embedded services, or
 * containers of the real ones if `IRONTRACK_TEST_SERVICES` is `containers`.
 */
export function services(): Promise<TestServices> {
  starting ??= process.env.IRONTRACK_TEST_SERVICES === 'containers' ? startContainers() : startEmbedded();
  return starting;
}

atEndOfRun(async () => {
  const started = await starting;
  for (const name of globSync(`irontrack-${process.pid}-*`, { cwd: tmpdir() })) readServerLogs(join(tmpdir(), name));
  await started?.stop();
});

async function startEmbedded(): Promise<Started> {
  const needs = { eventStore: true, postgres: true, redis: true };
  const { eventStore, postgres, redis, stop } = await startServices({
    dataDir: '',
    ephemeral: true,
    needs,
    say: () => {},
  });
  if (!eventStore || !postgres || !redis) throw new Error('Not every service has started');
  return { eventStore, postgres, redis, stop };
}

const password = 'for-tests';
const everySecond = { interval: 1_000, timeout: 1_000, retries: 60 };

async function startContainers(): Promise<Started> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const running: { stop: () => Promise<unknown> }[] = [];

  const start = async (container: GenericContainer, port: number, urlOf: (place: string) => string) => {
    // The host port is fixed, because Docker would choose another one when the container is restarted.
    const host = await freePort();
    const started = await container.withExposedPorts({ container: port, host }).start();
    running.push(started);
    return {
      url: urlOf(`${started.getHost()}:${host}`),
      kill: () => started.stop({ remove: false, removeVolumes: false, timeout: 0 }),
      restart: () => started.restart(),
    };
  };
  const healthy = (image: string, command: string) =>
    new GenericContainer(image)
      .withHealthCheck({ ...everySecond, test: ['CMD-SHELL', command] })
      .withWaitStrategy(Wait.forHealthCheck());

  const eventStore = new GenericContainer('kurrentplatform/kurrentdb:25.1')
    .withEnvironment({ KURRENTDB_INSECURE: 'true', KURRENTDB_RUN_PROJECTIONS: 'None' })
    .withWaitStrategy(Wait.forHttp('/health/live', 2113).forStatusCode(204));
  // The health check does not use the Unix socket, on which a temporary server answers while the container sets the
  // database up.
  const postgres = healthy('postgres:18', 'pg_isready --host 127.0.0.1 --username irontrack').withEnvironment({
    POSTGRES_USER: 'irontrack',
    POSTGRES_PASSWORD: password,
  });
  const redis = healthy('valkey/valkey:8', 'valkey-cli ping').withCommand(
    'valkey-server --appendonly yes --maxmemory-policy noeviction'.split(' '),
  );
  const stop = async () => void (await Promise.all(running.map((container) => container.stop())));
  try {
    return {
      eventStore: await start(eventStore, 2113, (place) => `esdb://${place}?tls=false`),
      postgres: await start(postgres, 5432, (place) => `postgres://irontrack:${password}@${place}/irontrack`),
      redis: await start(redis, 6379, (place) => `redis://${place}`),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
