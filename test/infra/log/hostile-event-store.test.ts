import { randomUUID } from 'node:crypto';
import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { type Imitation, imitations } from '../../../embedded/eventstoredb/imitation/imitate.ts';
import { type EventStoreServer, startEventStore } from '../../../embedded/eventstoredb/server.ts';
import { connectEventStore } from '../../../src/infra/log/connection-string.ts';
import { createLog } from '../../../src/infra/log/log.ts';
import { acceptOwned } from '../../support/authenticity.ts';

const metadata = { owner: 'system', chain: '' };
const appends = 60;
/** More events than a live subscription of a real node may be late. */
const large = 50;

describe('a follower of an event store that behaves like a real node', () => {
  let server: EventStoreServer;
  let client: EventStoreDBClient;
  const start = async (chosen: readonly Imitation[]) => {
    server = await startEventStore({ file: ':memory:', imitations: new Set(chosen) });
    client = connectEventStore(server.url);
  };
  afterEach(async () => {
    await client.dispose();
    await server.close();
  });

  const append = async (number: number): Promise<void> => {
    const count = number % 10 === 0 ? large : 1;
    const events = Array.from({ length: count }, () => jsonEvent({ type: 'Followed', data: { number }, metadata }));
    await client.appendToStream(`session-${randomUUID()}`, events);
  };

  async function expectNothingLost(): Promise<void> {
    const log = createLog(client, acceptOwned, { idleMs: 20, pauseMs: 1 });
    const stop = new AbortController();
    const received: string[] = [];
    let position = 0n;
    let end = 2n ** 62n;
    const following = (async () => {
      for await (const item of log.follow(0n, stop.signal)) {
        position = item.position;
        if ('stream' in item) received.push(item.id);
        if (position >= end) stop.abort();
      }
    })();
    for (let number = 0; number < appends; number += 1) await append(number);
    end = await log.head();
    if (position >= end) stop.abort();
    await following;
    const written = await log.page(0n, appends * large);
    expect(written).to.have.length(appends - appends / 10 + (appends / 10) * large);
    expect(received).to.deep.equal(written.map(({ id }) => id));
  }

  for (const imitation of imitations) {
    it(`receives every event once and in order with ${imitation}`, async () => {
      await start([imitation]);
      await expectNothingLost();
    });
  }

  it('receives every event once and in order with all of these at once', async () => {
    for (let round = 0; round < 3; round += 1) {
      await start(imitations);
      await expectNothingLost();
      if (round < 2) {
        await client.dispose();
        await server.close();
      }
    }
  });
});
