import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EventStoreDBClient } from '@eventstore/db-client';
import { sql } from 'slonik';
import { type EventStoreServer, startEventStore } from '../../../../embedded/eventstoredb/server.ts';
import type { AuthSessionId, Instant, Owner } from '../../../../src/events/ids.ts';
import { createEventStore } from '../../../../src/infra/log/event-store.ts';
import { createLog } from '../../../../src/infra/log/log.ts';
import type { KeyRing } from '../../../../src/infra/postgres/key-ring.ts';
import { checkCopy, type TreeHeadCopy } from '../../../../src/infra/tree-heads/check-copy.ts';
import { createHeadsFile } from '../../../../src/infra/tree-heads/heads-file.ts';
import { createTreeHeads } from '../../../../src/infra/tree-heads/proofs.ts';
import { createSignLog } from '../../../../src/infra/tree-heads/sign-log.ts';
import { createTreeHeadKeys } from '../../../../src/infra/tree-heads/tree-head-keys.ts';
import { verifyInstallation } from '../../../../src/infra/tree-heads/verify-installation.ts';
import type { Head, NewEvent } from '../../../../src/ports/event-store.ts';
import type { Problem } from '../../../../src/ports/verification.ts';
import { testAuthenticity } from '../../../support/authenticity.ts';
import { useDatabase } from '../../../support/databases.ts';

const noKeys = { readKeys: async () => new Map() } as Partial<KeyRing> as KeyRing;
const now = '2026-01-10T12:00:00.000000Z' as Instant;
const actor = {
  id: 'system',
  role: 'application-access',
  via: 'http',
  session: randomUUID() as AuthSessionId,
} as const;
const owner = 'system' as Owner;

const newEvent = (): NewEvent => ({
  type: 'ClaimLapsed',
  data: { scope: 'email', key: randomUUID() },
  metadata: {
    ...{ $correlationId: 'correlation', $causationId: 'causation', owner, schema: 1 },
    ...{ actor, occurredAt: now, receivedAt: now },
  },
});

type Event = Extract<Problem, { kind: 'event' }>;
type Found = Readonly<{ events: readonly Event[]; others: readonly Problem[]; restores: readonly string[] }>;

/** A log in a SQLite file whose heads are signed, so that a test can damage the file and verify it. */
export function useSignedLog() {
  const database = useDatabase();
  const keys = createTreeHeadKeys(Buffer.alloc(32, 7));
  let folder: string;
  let server: EventStoreServer;
  let client: EventStoreDBClient;
  let heads: Map<string, Head>;
  const errors: object[] = [];
  const logFile = () => join(folder, 'log.sqlite');
  const file = () => join(folder, 'stream-heads.log');
  const signLogNow = () =>
    createSignLog({
      ...{ db: database.db, log: createLog(client, testAuthenticity), file: createHeadsFile(file(), keys), keys },
      ...{ clock: () => now, logger: { error: (_: string, fields?: object) => void errors.push(fields ?? {}) } },
    });

  async function open(): Promise<void> {
    server = await startEventStore({ file: logFile() });
    client = EventStoreDBClient.connectionString(server.url);
  }
  async function close(): Promise<void> {
    await client.dispose();
    await server.close();
  }
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'irontrack-signed-'));
    heads = new Map();
    errors.length = 0;
    await database.db.query(sql.unsafe`TRUNCATE stream_heads, head_buckets, tree_heads`);
    await open();
  });
  afterEach(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });

  return {
    keys,
    errors,
    file,
    logFile,
    database,
    signLogNow,
    sign: () => signLogNow()(),
    /** Appends events to a stream. */
    async append(stream: string, count = 1): Promise<void> {
      const head = heads.get(stream) ?? { revision: -1, chain: '', position: 0n };
      const store = createEventStore(client, { ...testAuthenticity, keys: noKeys });
      const next = await store.append(stream, Array.from({ length: count }, newEvent), head);
      if (next === 'conflict') throw new Error('conflict');
      heads.set(stream, next);
    },
    /** Runs SQL on the closed file of the log. */
    async damage(...statements: readonly string[]): Promise<void> {
      await close();
      const db = new DatabaseSync(logFile());
      for (const statement of statements) db.exec(statement);
      db.close();
      await open();
    },
    /** Does something with the closed file of the log. */
    async whileClosed(work: () => void): Promise<void> {
      await close();
      work();
      await open();
    },
    async verify(): Promise<Found> {
      const [events, others]: [Event[], Problem[]] = [[], []];
      let restores: readonly string[] = [];
      const options = { client, db: database.db, isOwn: testAuthenticity.isOwn, keys, file: file() };
      for await (const step of verifyInstallation(options)) {
        if (step.kind === 'end') ({ restores } = step);
        else if (step.kind === 'event') events.push(step);
        else if (step.kind !== 'progress') others.push(step);
      }
      return { events, others, restores };
    },
    checkCopy: (copy: TreeHeadCopy) => checkCopy({ client, isOwn: testAuthenticity.isOwn, keys }, copy),
    /** The signed heads of the log as a service uses them. */
    treeHeads: () => createTreeHeads({ client, db: database.db, isOwn: testAuthenticity.isOwn, keys }),
  };
}
