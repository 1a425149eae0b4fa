import { createAuthenticity } from '../infra/log/authenticity.ts';
import { checkAccess } from '../infra/log/check-access.ts';
import { connectEventStore } from '../infra/log/connection-string.ts';
import { migrationsFolder } from '../infra/postgres/migrations/migration-files.ts';
import { ensureMigrated } from '../infra/postgres/migrations/migration-status.ts';
import { connectPostgres } from '../infra/postgres/pool.ts';
import { openRootKey } from '../infra/postgres/root-key.ts';
import { recordUnsignedEvents } from '../infra/postgres/unsigned-events.ts';
import type { Addresses } from './connections.ts';

type Options = Readonly<{ addresses: Omit<Addresses, 'redisUrl'>; masterKey: Uint8Array }>;

/** Not `irontrack …`: processes of the service are counted by that name. */
const applicationName = 'copies of irontrack';
/** Moving the positions of millions of streams takes longer than ordinary statements may. */
const statementTimeoutMs = 60 * 60_000;

/** The log and the database of an installation, for commands that copy them. */
export type Stores = Awaited<ReturnType<typeof openStores>>;

/** Opens the log and the database, without what the service needs besides. Disposing of the result closes them. */
export async function openStores({ addresses, masterKey }: Options) {
  await using opened = new AsyncDisposableStack();
  const db = await connectPostgres(addresses.databaseUrl, { max: 2, applicationName, statementTimeoutMs });
  opened.defer(() => db.end());
  await ensureMigrated(db, migrationsFolder);
  const rootKey = await openRootKey(db, masterKey);
  const log = opened.use(await openEventStore(addresses.eventStoreUrl));
  const authenticity = createAuthenticity(rootKey, await recordUnsignedEvents(db, log.head));
  const all = opened.move();
  return {
    ...{ db, databaseUrl: addresses.databaseUrl, rootKey, log, authenticity },
    /** Recognises copies of events: all of them have a mac. */
    isOwnCopy: createAuthenticity(rootKey, 0n).isOwn,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** Connects to an event store, and checks that this process may read and write there. */
export async function openEventStore(url: string) {
  await using opened = new AsyncDisposableStack();
  const client = connectEventStore(url);
  opened.defer(() => client.dispose());
  const head = await checkAccess(client, url);
  const all = opened.move();
  return { client, head, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
