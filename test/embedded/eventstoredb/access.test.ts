import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AccessDeniedError, EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { type Services, startServices } from '../../../embedded/services.ts';
import { folderPerTest, ignore } from '../support/machine.ts';
import { collect, events, expectError, newStreamName, useEventStore } from './support/store.ts';

const needs = { eventStore: true, postgres: false, redis: false };
const tokenOf = (url: string) => new URL(url).searchParams.get('connectionName') ?? '';

describe('access to the embedded event store', () => {
  const folder = folderPerTest();
  const open: { stop: () => Promise<unknown> }[] = [];
  afterEach(() => Promise.all(open.splice(0).map(({ stop }) => stop())));
  const connect = (url: string): EventStoreDBClient => {
    const client = EventStoreDBClient.connectionString(url);
    open.unshift({ stop: () => client.dispose() });
    return client;
  };
  const start = async (): Promise<Services & { url: string }> => {
    const services = await startServices({ dataDir: folder(), needs, say: ignore });
    open.push(services);
    return { ...services, url: services.eventStoreUrl ?? '' };
  };

  it('refuses every operation of a client that does not know the token of the run', async () => {
    const { url } = await start();
    const stream = newStreamName();
    await connect(url).appendToStream(stream, events(1));
    for (const stranger of [url.replace(/&.*/, ''), url.replace(tokenOf(url), 'guess')].map(connect)) {
      await expectError(AccessDeniedError, stranger.appendToStream(stream, events(1)));
      await expectError(AccessDeniedError, collect(stranger.readStream(stream)));
      await expectError(AccessDeniedError, collect(stranger.readAll()));
      await expectError(AccessDeniedError, collect(stranger.subscribeToAll()));
      await expectError(AccessDeniedError, stranger.deleteStream(stream));
      await expectError(AccessDeniedError, stranger.tombstoneStream(stream));
      await expectError(AccessDeniedError, stranger.setStreamMetadata(stream, { maxCount: 1 }));
    }
    expect(await collect(connect(url).readStream(stream))).to.have.length(1);
  });

  it('makes a token for each run, and shows it in a file with mode 0600 only', async () => {
    const first = await start();
    const token = tokenOf(first.url);
    expect(token).to.match(/^[\w-]{32}$/);
    const file = join(folder(), 'eventstore', 'token');
    expect(readFileSync(file, 'utf8')).to.equal(token);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(readFileSync(`/proc/${first.pids.eventStore}/cmdline`, 'utf8'))
      .to.contain('--token-file')
      .not.contain(token);
    await first.stop();
    const second = await start();
    expect(tokenOf(second.url)).not.to.equal(token);
    expect(readFileSync(join(folder(), 'eventstore', 'server.log'), 'utf8')).to.equal('');
  });

  it('lets the application append, and neither delete nor hide what it has appended', async () => {
    const client = connect((await start()).url);
    const stream = newStreamName();
    await client.appendToStream(stream, events(2));
    await expectError(AccessDeniedError, client.deleteStream(stream));
    await expectError(AccessDeniedError, client.tombstoneStream(stream));
    await expectError(AccessDeniedError, client.setStreamMetadata(stream, { truncateBefore: 1 }));
    await expectError(AccessDeniedError, client.appendToStream('$settings', events(1)));
    expect(await collect(client.readStream(stream))).to.have.length(2);
  });
});

describe('a server with a token', () => {
  const store = useEventStore({ credentials: { token: 'open sesame' } });

  it('accepts only clients that send the token as the name of their connection', async () => {
    const url = `esdb://127.0.0.1:${store.server.port}?tls=false&connectionName=open%20sesame`;
    const client = EventStoreDBClient.connectionString(url);
    expect((await client.appendToStream(newStreamName(), events(1))).success).to.equal(true);
    await client.dispose();
    await expectError(AccessDeniedError, store.client.appendToStream(newStreamName(), events(1)));
  });
});
