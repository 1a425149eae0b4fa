import { createAuthenticity } from '../infra/log/authenticity.ts';
import { checkAccess } from '../infra/log/check-access.ts';
import { connectEventStore } from '../infra/log/connection-string.ts';
import { createLogSource } from '../infra/log-copy/source.ts';
import { migrationsFolder } from '../infra/postgres/migrations/migration-files.ts';
import { ensureMigrated } from '../infra/postgres/migrations/migration-status.ts';
import { connectPostgres } from '../infra/postgres/pool.ts';
import { openRootKey } from '../infra/postgres/root-key.ts';
import { recordUnsignedEvents } from '../infra/postgres/unsigned-events.ts';

type Options = Readonly<{ source: string; target: string; databaseUrl: string; masterKey: Uint8Array }>;

export type LogCopyConnections = Awaited<ReturnType<typeof openLogCopy>>;

/** Opens the connections for a copy of the log, whose keys are in the database. Disposing of the result closes them. */
export async function openLogCopy({ source, target, databaseUrl, masterKey }: Options) {
  await using opened = new AsyncDisposableStack();
  const open = async (url: string) => {
    const client = connectEventStore(url);
    opened.defer(() => client.dispose());
    return { client, head: await checkAccess(client, url) };
  };
  const db = await connectPostgres(databaseUrl, { max: 2, applicationName, statementTimeoutMs });
  opened.defer(() => db.end());
  await ensureMigrated(db, migrationsFolder);
  const rootKey = await openRootKey(db, masterKey);
  const [from, to] = [await open(source), await open(target)];
  const authenticity = createAuthenticity(rootKey, await recordUnsignedEvents(db, from.head));
  const all = opened.move();
  return {
    ...{ db, rootKey, authenticity },
    source: createLogSource(from.client),
    target: to.client,
    /** All copies have a mac. */
    isOwnCopy: createAuthenticity(rootKey, 0n).isOwn,
    head: from.head,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** Not `irontrack …`: processes of the service are counted by that name. */
const applicationName = 'log copy of irontrack';
/** Moving the positions of millions of streams takes longer than ordinary statements may. */
const statementTimeoutMs = 60 * 60_000;
