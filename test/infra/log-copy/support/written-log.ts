import { randomUUID } from 'node:crypto';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Owner } from '../../../../src/events/ids.ts';
import { chainOf, eventIdOf } from '../../../../src/infra/log/chain.ts';
import { createAppendInOrder } from '../../../../src/infra/log-copy/append-in-order.ts';
import { testAuthenticity } from '../../../support/authenticity.ts';

const now = '2026-01-10T12:00:00.000000Z';
const encoder = new TextEncoder();

type Stream = { readonly name: string; readonly owner: Owner; revision: number; chain: string };

/** How the events of a log are made: how many each append has, and whether they have a mac. */
export type Kind = Readonly<{ perAppend?: number; streams?: number; isSigned?: boolean }>;

/** Creates the function that writes events of sessions to an event store, many at the same time. */
export function createWriter(
  client: EventStoreDBClient,
  { perAppend = 3, streams: count = 40, isSigned = true }: Kind = {},
) {
  const streams = Array.from({ length: count }, (): Stream => {
    return { name: `session-${randomUUID()}`, owner: randomUUID() as Owner, revision: -1, chain: '' };
  });
  let turn = 0;
  return async (events: number): Promise<void> => {
    const appends = createAppendInOrder(client, () => {});
    for (let written = 0; written < events; written += perAppend) {
      const stream = streams[(turn * 7) % count] as Stream;
      turn += 1;
      const revision = stream.revision + 1;
      const made = Array.from({ length: Math.min(perAppend, events - written) }, () => next(stream, isSigned));
      await appends.add({ stream: stream.name, revision, position: 0n, events: made });
      if (written === 0) await appends.finish();
    }
    await appends.finish();
  };
}

function next(stream: Stream, isSigned: boolean) {
  stream.revision += 1;
  const { name, owner, revision, chain: previous } = stream;
  const type = 'SetLogged';
  const data = {
    setId: randomUUID(),
    weight: { value: 62.5, unit: 'kg' },
    reps: 8,
    personal: { notes: 'c2VhbGVk'.repeat(6) },
  };
  const metadata = {
    ...{ $correlationId: randomUUID(), $causationId: randomUUID(), occurredAt: now, receivedAt: now, schema: 1, owner },
    actor: { id: owner, role: 'application-access', via: 'http', session: randomUUID() },
  } as const;
  stream.chain = chainOf(previous, { stream: name, revision, type, data, metadata: metadata as never });
  const mac = isSigned ? { mac: testAuthenticity.sign(previous, stream.chain) } : {};
  const bytes = encoder.encode(JSON.stringify({ ...metadata, chain: stream.chain, ...mac }));
  return { id: eventIdOf(stream.chain), type, data, metadata: bytes };
}
