import pg from 'pg';
import { chosenServices } from './chosen-services.ts';
import type { StartedServices, TestService } from './services.ts';
import { skipFile } from './skip-file.ts';

/**
 * The services that run elsewhere. A file that stops a service is skipped. At the end of the run, the databases of
 * this process are dropped; the events stay in the log, where other installations skip them.
 */
export async function givenServices(): Promise<StartedServices> {
  const { EVENTSTORE_URL, DATABASE_URL, REDIS_URL } = chosenServices().urls;
  return {
    eventStore: given(EVENTSTORE_URL),
    postgres: given(DATABASE_URL),
    redis: given(REDIS_URL),
    stop: () => dropDatabases(DATABASE_URL),
  };
}

const given = (url: string): TestService => ({
  url,
  kill: async () => skipFile('it stops a service, and the services are given'),
  restart: async () => skipFile('it restarts a service, and the services are given'),
});

async function dropDatabases(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('SELECT datname FROM pg_database WHERE datname LIKE $1', [
    `test\\_${process.pid}\\_%`,
  ]);
  for (const { datname } of rows) await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
  await client.end();
}
