import { readFileSync } from 'node:fs';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { readRunFile } from '../../../embedded/data-dir.ts';
import type { Metadata } from '../../../src/events/event.ts';
import { secretsFile } from '../../../src/infra/local/secret-file.ts';
import { createAuthenticity } from '../../../src/infra/log/authenticity.ts';
import { sealEvents } from '../../../src/infra/log/sealing.ts';
import { connectPostgres } from '../../../src/infra/postgres/pool.ts';
import { openRootKey } from '../../../src/infra/postgres/root-key.ts';
import { testKeys } from '../../golden/recorded.ts';
import { eventStoreOf } from './log.ts';

/**
 * Appends a poison event to a session's stream, signed by the installation: its personal data is encrypted with another
 * data key than the owner's.
 */
export async function appendPoisonEvent(dataDir: string, sessionId: string): Promise<void> {
  const { masterKey } = JSON.parse(readFileSync(secretsFile(dataDir), 'utf8'));
  const { sign } = createAuthenticity(await readRootKey(dataDir, Buffer.from(masterKey, 'base64')), 0n);
  const client = EventStoreDBClient.connectionString(eventStoreOf(dataDir));
  try {
    const stream = `session-${sessionId}`;
    let head = { revision: -1, chain: '', position: 0n };
    let metadata: Metadata | undefined;
    for await (const { event } of client.readStream(stream)) {
      metadata = event?.metadata as Metadata;
      head = { ...head, revision: Number(event?.revision), chain: metadata.chain };
    }
    if (!metadata) throw new Error(`${stream} has no events`);
    const { chain: _, mac: __, ...rest } = metadata;
    const data = { personal: { notes: 'AAAA' }, correction: false };
    const noted = { type: 'SessionNoted', data, metadata: { ...rest, schema: 1 } };
    const [sealed] = await sealEvents({ keys: testKeys(Buffer.alloc(32, 9)), sign }, stream, [noted], head);
    if (sealed) await client.appendToStream(stream, jsonEvent(sealed));
  } finally {
    await client.dispose();
  }
}

async function readRootKey(dataDir: string, masterKey: Uint8Array): Promise<Uint8Array> {
  const db = await connectPostgres(readRunFile(dataDir)?.databaseUrl ?? '', { max: 1 });
  try {
    return await openRootKey(db, masterKey);
  } finally {
    await db.end();
  }
}
