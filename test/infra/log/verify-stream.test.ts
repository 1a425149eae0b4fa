import { randomUUID } from 'node:crypto';
import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import type { AuthSessionId, Instant, Owner } from '../../../src/events/ids.ts';
import { createAuthenticity } from '../../../src/infra/log/authenticity.ts';
import { eventIdOf } from '../../../src/infra/log/chain.ts';
import { createEventStore } from '../../../src/infra/log/event-store.ts';
import { createLog } from '../../../src/infra/log/log.ts';
import { verifyLog } from '../../../src/infra/log/verify-log.ts';
import type { KeyRing } from '../../../src/infra/postgres/key-ring.ts';
import type { EventStore, Head, NewEvent } from '../../../src/ports/event-store.ts';
import type { Log, SealedEvent } from '../../../src/ports/log.ts';
import type { BadEvent } from '../../../src/ports/tree-heads.ts';
import { useEventStore } from '../../embedded/eventstoredb/support/store.ts';
import { testAuthenticity } from '../../support/authenticity.ts';

const noKeys = { readKeys: async () => new Map() } as Partial<KeyRing> as KeyRing;
const beginning = { revision: -1, chain: '', position: 0n };
const now = '2026-01-10T12:00:00.000000Z' as Instant;
const actor = {
  id: 'system',
  role: 'application-access',
  via: 'http',
  session: randomUUID() as AuthSessionId,
} as const;
/** An event whose id is never that of an earlier one, so that appending it is never taken for a repetition. */
const lapsed = (): NewEvent => ({
  type: 'ClaimLapsed',
  data: { scope: 'email', key: randomUUID() },
  metadata: {
    ...{ $correlationId: 'correlation', $causationId: 'causation', owner: 'system' as Owner, schema: 1 },
    ...{ actor, occurredAt: now, receivedAt: now },
  },
});

describe('a stream that something else has changed in the event store', () => {
  // A server of its own, because the one that the suites share lets clients only append.
  const own = useEventStore();
  let client: EventStoreDBClient;
  let store: EventStore;
  let log: Log;
  let foreign: SealedEvent[];
  let stream: string;
  before(() => {
    client = own.client;
    const recognition = { ...testAuthenticity, onForeign: (event: SealedEvent) => void foreign.push(event) };
    store = createEventStore(client, { ...recognition, keys: noKeys });
    log = createLog(client, recognition);
  });
  beforeEach(() => {
    foreign = [];
    stream = `exercise-${randomUUID()}`;
  });

  const append = async (head: Head = beginning): Promise<Head> => {
    const next = await store.append(stream, [lapsed(), lapsed()], head);
    if (next === 'conflict') throw new Error('conflict');
    return next;
  };
  const forge = async (metadata: object = { owner: 'system', schema: 1 }): Promise<void> => {
    await client.appendToStream(stream, jsonEvent({ type: 'ClaimLapsed', data: {}, metadata: { ...metadata } }));
  };
  const badEvents = async (): Promise<readonly BadEvent[]> => {
    const found: BadEvent[] = [];
    for await (const { bad } of verifyLog(client, testAuthenticity)) found.push(...bad);
    return found;
  };
  const outcomeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof DomainError ? error.code : error),
    );

  it('is read without an event that was added, which is reported, and refuses further events', async () => {
    const head = await append();
    await forge();
    expect((await store.read(stream)).map(({ revision }) => revision)).to.deep.equal([0, 1]);
    expect(await store.read(stream, head)).to.deep.equal([]);
    expect(foreign.map((event) => [event.stream, event.revision])).to.deep.equal([
      [stream, 2],
      [stream, 2],
    ]);
    expect(await outcomeOf(store.append(stream, [lapsed()], head))).to.equal('history-damaged');
  });

  it('is read without a copy of an own event, whose chain and mac are valid at another place only', async () => {
    await append();
    const [first] = await store.read(stream);
    await forge(first?.metadata);
    expect(await store.read(stream)).to.have.length(2);
  });

  it('is continued after added events by an erasure alone, which foreign events must not prevent', async () => {
    const head = await append();
    await forge();
    await forge();
    const erased = { ...lapsed(), type: 'AccountErased', data: {} };
    expect(await store.append(stream, [erased], head)).to.include({ revision: 4 });
    expect((await store.read(stream)).map(({ revision }) => revision)).to.deep.equal([0, 1, 4]);
    expect((await store.read(stream, head)).map(({ revision }) => revision)).to.deep.equal([4]);
    const found = (await badEvents()).filter((bad) => bad.stream === stream).map(({ revision }) => revision);
    expect(found).to.deep.equal([2, 3]);
  });

  it('reads as empty and refuses events when its first event is not an own one', async () => {
    await forge();
    expect(await store.read(stream)).to.deep.equal([]);
    expect(await outcomeOf(store.append(stream, [lapsed()], beginning))).to.equal('history-damaged');
  });

  it('still reports a conflict with an own event', async () => {
    const first = await append();
    await append(first);
    expect(await store.append(stream, [lapsed()], first)).to.equal('conflict');
  });

  it('has none of the added events in the log', async () => {
    const { position } = await append();
    await forge();
    stream = `exercise-${randomUUID()}`;
    await append();
    const page = await log.page(position, 10);
    expect(page.map((event) => [event.stream, event.revision])).to.deep.equal([
      [stream, 0],
      [stream, 1],
    ]);
    expect(foreign.map(({ revision }) => revision)).to.include(2);
  });

  it('refuses to be read when it was cut off at its beginning', async () => {
    await append();
    await client.setStreamMetadata(stream, { truncateBefore: 1 });
    expect(await outcomeOf(store.read(stream))).to.equal('history-damaged');
  });

  it('refuses to be read and continued when it was deleted for ever', async () => {
    const head = await append();
    await client.tombstoneStream(stream);
    expect(await outcomeOf(store.read(stream))).to.equal('history-damaged');
    expect(await outcomeOf(store.append(stream, [lapsed()], head))).to.equal('history-damaged');
  });

  it('refuses to be continued as a new stream when it was deleted', async () => {
    await append();
    await client.deleteStream(stream);
    expect(await outcomeOf(store.append(stream, [lapsed()], beginning))).to.equal('history-damaged');
  });

  it('is found by verifying the log', async () => {
    await append();
    await forge();
    const ofStream = (await badEvents()).filter((bad) => bad.stream === stream);
    expect(ofStream.map(({ kind, revision }) => [kind, revision])).to.deep.equal([['foreign', 2]]);
  });

  it('is verified by its chain alone when an older build wrote its events, also when new events follow', async () => {
    const key = Buffer.alloc(32, 3);
    const older = createAuthenticity(key, 2n ** 60n);
    const unsigned = { ...older, sign: () => undefined as never, onForeign: () => {}, keys: noKeys };
    const head = await createEventStore(client, unsigned).append(stream, [lapsed(), lapsed()], beginning);
    if (head === 'conflict') throw new Error('conflict');
    const current = createEventStore(client, { ...older, onForeign: () => {}, keys: noKeys });
    await current.append(stream, [lapsed()], head);
    expect((await current.read(stream)).map(({ metadata }) => metadata.mac === undefined)).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect(await outcomeOf(store.read(stream))).to.equal('done');
    expect(await store.read(stream)).to.deep.equal([]);
  });

  it('refuses to be read when an event of an older build does not continue the chain', async () => {
    const older = createAuthenticity(Buffer.alloc(32, 3), 2n ** 60n);
    const current = createEventStore(client, { ...older, onForeign: () => {}, keys: noKeys });
    const chain = 'ab'.repeat(32);
    const metadata = { owner: 'system', schema: 1, chain };
    await client.appendToStream(stream, jsonEvent({ id: eventIdOf(chain), type: 'ClaimLapsed', data: {}, metadata }));
    expect(await outcomeOf(current.read(stream))).to.equal('history-damaged');
  });
});
