import { EventStoreDBClient } from '@eventstore/db-client';
import { Redis } from 'ioredis';
import type { DatabasePool } from 'slonik';
import { subkey } from '../../../src/infra/local/subkey.ts';
import { createLog } from '../../../src/infra/log/log.ts';
import { createDecrypt } from '../../../src/infra/log/sealing.ts';
import { createKeyRing } from '../../../src/infra/postgres/key-ring.ts';
import { connectPostgres } from '../../../src/infra/postgres/pool.ts';
import { openRootKey } from '../../../src/infra/postgres/root-key.ts';
import type { Decrypt, Log } from '../../../src/ports/log.ts';
import type { Addresses } from '../../../src/service/connections.ts';
import { acceptOwned } from '../../support/authenticity.ts';

/** The test's own connections to the services, with which it inspects what they contain. */
export type Observer = Readonly<{ rootKey: Uint8Array; db: DatabasePool; log: Log; decrypt: Decrypt; cache: Redis }>;

export async function openObserver(
  stack: AsyncDisposableStack,
  { eventStoreUrl, databaseUrl, redisUrl }: Addresses,
  masterKey: Buffer,
): Promise<Observer> {
  const db = await connectPostgres(databaseUrl, { applicationName: 'test', onLost: () => {} });
  stack.defer(() => db.end());
  const cache = new Redis(redisUrl, { retryStrategy: () => 100 });
  cache.on('error', () => {});
  stack.defer(() => cache.disconnect());
  const client = EventStoreDBClient.connectionString(eventStoreUrl);
  stack.defer(() => client.dispose());
  const rootKey = await openRootKey(db, masterKey);
  return {
    rootKey,
    db,
    cache,
    log: createLog(client, acceptOwned),
    decrypt: createDecrypt(createKeyRing(db, subkey(rootKey, 'data keys'))),
  };
}
