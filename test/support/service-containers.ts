import type { GenericContainer } from 'testcontainers';
import { freePort } from '../../embedded/processes/ports.ts';
import type { StartedServices } from './services.ts';

const password = 'for-tests';
const everySecond = { interval: 1_000, timeout: 1_000, retries: 60 };

/** Starts containers of the real services, which needs an engine such as Docker. */
export async function startContainers(): Promise<StartedServices> {
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
