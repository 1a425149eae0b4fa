import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServices } from '../../embedded/services.ts';
import { chosenServices } from './chosen-services.ts';
import { atEndOfRun } from './end-of-run.ts';
import { givenServices } from './given-services.ts';
import './hostile-event-store.ts';
import { readServerLogs } from './leaks.ts';
import { startContainers } from './service-containers.ts';

/** A service that the tests use. It keeps its address and its data when it is restarted. */
export type TestService = Readonly<{
  url: string;
  /** Ends the service at once, without an orderly shutdown. */
  kill: () => Promise<unknown>;
  restart: () => Promise<void>;
}>;

export type TestServices = Readonly<{ eventStore: TestService; postgres: TestService; redis: TestService }>;
export type StartedServices = TestServices & Readonly<{ stop: () => Promise<void> }>;

const startOf = { embedded: startEmbedded, given: givenServices, containers: startContainers } as const;

let starting: Promise<StartedServices> | undefined;

/** The services that the tests of this process share; the first call starts them, unless they are given. */
export function services(): Promise<TestServices> {
  starting ??= startOf[chosenServices().kind]();
  return starting;
}

atEndOfRun(async () => {
  const started = await starting;
  for (const name of globSync(`irontrack-${process.pid}-*`, { cwd: tmpdir() })) readServerLogs(join(tmpdir(), name));
  await started?.stop();
});

async function startEmbedded(): Promise<StartedServices> {
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
