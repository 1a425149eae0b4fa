import { randomUUID } from 'node:crypto';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { expect } from 'chai';
import { freePort } from '../../../embedded/processes/ports.ts';
import { DomainError } from '../../../src/errors.ts';
import type { Instant, Owner } from '../../../src/events/ids.ts';
import { connectEventStore } from '../../../src/infra/log/connection-string.ts';
import { createEventStore } from '../../../src/infra/log/event-store.ts';
import { createLog } from '../../../src/infra/log/log.ts';
import type { KeyRing } from '../../../src/infra/postgres/key-ring.ts';
import type { NewEvent } from '../../../src/ports/event-store.ts';
import { testAuthenticity } from '../../support/authenticity.ts';
import { services } from '../../support/services.ts';
import { type ClusterNode, type Ending, startClusterNode } from '../support/cluster-node.ts';

/** A key ring without data keys, for events that contain no personal data. */
const noKeys = { readKeys: async () => new Map() } as Partial<KeyRing> as KeyRing;
const options = { ...testAuthenticity, keys: noKeys };
const head = { revision: -1, chain: '', position: 0n };
const now = '2026-01-10T12:00:00.000000Z' as Instant;
const lapsed: NewEvent = {
  type: 'ClaimLapsed',
  data: { scope: 'email', key: 'key' },
  metadata: {
    ...{ $correlationId: 'correlation', $causationId: 'causation', owner: 'system' as Owner, schema: 1 },
    ...{ actor: { id: 'system', role: 'application-access', via: 'http' }, occurredAt: now, receivedAt: now },
  },
};

describe('the event store adapter, with a node that fails a call', () => {
  let node: ClusterNode;
  let client: EventStoreDBClient;
  let leader: Readonly<{ host: string; port: string }>;
  /** The query of the event store's address, which contains the secret that it asks for. */
  let query: string;
  before(async () => {
    const { host, hostname, port, search } = new URL((await services()).eventStore.url);
    leader = { host: hostname, port };
    query = search;
    node = await startClusterNode(host);
  });
  after(() => node[Symbol.asyncDispose]());
  beforeEach(() => {
    client = connectEventStore(`esdb://127.0.0.1:${node.port}${query}`);
  });
  afterEach(() => client.dispose());

  const newStream = () => `node-${randomUUID()}`;
  const outcomeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof DomainError ? error.code : error),
    );
  const outages: Readonly<Record<string, () => Ending>> = {
    'a node that is no longer the leader': () => ({
      code: status.NOT_FOUND,
      trailers: {
        exception: 'not-leader',
        'leader-endpoint-host': leader.host,
        'leader-endpoint-port': leader.port,
      },
    }),
    'a node that shuts down': () => ({ code: status.UNAVAILABLE }),
    'a node whose connection breaks': () => ({ code: status.INTERNAL }),
    'a node that gives no reason': () => ({ code: status.UNKNOWN }),
    'a node that aborts the call': () => ({ code: status.ABORTED }),
  };

  for (const [name, ending] of Object.entries(outages)) {
    it(`repeats an append after ${name}, and the events are in the log once`, async () => {
      const store = createEventStore(client, options);
      const stream = newStream();
      node.fail(ending(), 1);
      expect(await store.append(stream, [lapsed], head)).to.include({ revision: 0 });
      expect(await store.read(stream)).to.have.length(1);
    });

    it(`reports ${name} as an outage to readers`, async () => {
      const log = createLog(client, testAuthenticity);
      node.fail(ending(), 1);
      expect(await outcomeOf(log.head())).to.equal('unavailable');
      expect(await outcomeOf(log.head())).to.equal('done');
    });
  }

  it('reports an outage after three failed attempts to append', async () => {
    node.fail({ code: status.INTERNAL }, 100);
    expect(await outcomeOf(createEventStore(client, options).append(newStream(), [lapsed], head))).to.equal(
      'unavailable',
    );
    expect(node.calls()).to.equal(3);
  });

  it('reports an outage when a node that is not ready answers neither an append nor a question', async () => {
    node.fail('never', 100);
    expect(await outcomeOf(createEventStore(client, options).append(newStream(), [lapsed], head))).to.equal(
      'unavailable',
    );
  });

  it('does not ask the event store to append no events', async () => {
    node.fail({ code: status.INTERNAL }, 100);
    expect(await createEventStore(client, options).append(newStream(), [], head)).to.equal(head);
    expect(node.calls()).to.equal(0);
  });

  it('reports an outage when no node of a cluster is found', async () => {
    const unused = `127.0.0.1:${await freePort()}`;
    const lost = connectEventStore(`esdb://${unused},${unused}?tls=false&maxDiscoverAttempts=2&discoveryInterval=1`);
    expect(await outcomeOf(createLog(lost, testAuthenticity).head())).to.equal('unavailable');
    expect(await outcomeOf(createEventStore(lost, options).append(newStream(), [lapsed], head))).to.equal(
      'unavailable',
    );
    await lost.dispose();
  });

  it('does not repeat an append to a stream that was deleted for ever, and refuses with history-damaged', async () => {
    const trailers = { exception: 'stream-deleted', 'stream-name': 'gone' };
    node.fail({ code: status.FAILED_PRECONDITION, trailers }, 100);
    const outcome = await outcomeOf(createEventStore(client, options).append(newStream(), [lapsed], head));
    expect(outcome).to.equal('history-damaged');
    expect(node.calls()).to.equal(1);
  });

  const refusals: Readonly<Record<string, Ending>> = {
    'access-denied': { code: status.PERMISSION_DENIED, trailers: { exception: 'access-denied' } },
    'maximum-append-size-exceeded': {
      code: status.INVALID_ARGUMENT,
      trailers: { exception: 'maximum-append-size-exceeded', 'maximum-append-size': '1' },
    },
    unknown: { code: status.INVALID_ARGUMENT },
  };
  for (const [type, ending] of Object.entries(refusals)) {
    it(`does not repeat an append that was refused with ${type} (${status[ending.code]})`, async () => {
      node.fail(ending, 100);
      const outcome = await outcomeOf(createEventStore(client, options).append(newStream(), [lapsed], head));
      expect(outcome).to.be.instanceOf(Error).and.include({ type });
      expect(node.calls()).to.equal(1);
    });
  }
});
