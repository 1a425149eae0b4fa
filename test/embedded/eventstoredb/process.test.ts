import { statSync } from 'node:fs';
import { EventStoreDBClient, jsonEvent, NO_STREAM, UnavailableError, UnknownError } from '@eventstore/db-client';
import { expect } from 'chai';
import { roundsOf } from '../../support/samples.ts';
import { startAndFail, startOnFullDisk, startProcess, useTemporaryFile } from './support/process.ts';
import { appendWays, collect, events, expectError, newStreamName } from './support/store.ts';

async function expectStreams(client: EventStoreDBClient, streams: ReadonlySet<string>): Promise<void> {
  const found = new Map<string, number>();
  for (const { event } of await collect(client.readAll())) {
    if (event) found.set(event.streamId, (found.get(event.streamId) ?? 0) + 1);
  }
  for (const stream of streams) expect(found.get(stream)).to.equal(5);
}

describe('durability of appends', () => {
  it('preserves every acknowledged append through SIGKILL, and no append in part', async function () {
    const rounds = roundsOf(2);
    this.timeout(30_000 * rounds);
    await useTemporaryFile(async (file) => {
      let head = 0n;
      for (let round = 0; round < rounds; round++) {
        const server = await startProcess('--file', file);
        const client = EventStoreDBClient.connectionString(server.url);
        const acknowledged = new Map<string, bigint>();
        let killed: Promise<unknown> | undefined;
        const write = async (writer: number) => {
          for (let n = 0; killed === undefined; n++) {
            const stream = `round${round}-${writer}-${n}`;
            const { position } = await client.appendToStream(stream, events(5), { expectedRevision: NO_STREAM });
            acknowledged.set(stream, position?.commit ?? 0n);
            if (acknowledged.size === 200) killed = server.end('SIGKILL');
          }
        };
        await Promise.allSettled(Array.from({ length: 32 }, (_, writer) => write(writer)));
        expect(await killed).to.equal('SIGKILL');
        await client.dispose();

        const restarted = await startProcess('--file', file);
        const reader = EventStoreDBClient.connectionString(restarted.url);
        const byStream = new Map<string, bigint[]>();
        for (const { event } of await collect(reader.readAll())) {
          if (!event?.streamId.startsWith('round')) continue;
          byStream.set(event.streamId, [...(byStream.get(event.streamId) ?? []), event.position?.commit ?? 0n]);
        }
        for (const [stream, commit] of acknowledged) expect(byStream.get(stream)?.at(-1)).to.equal(commit);
        expect([...byStream.values()].filter(({ length }) => length !== 5)).to.deep.equal([]);
        const last = Math.max(...[...byStream.values()].flat().map(Number));
        const next = await reader.appendToStream(newStreamName('after'), events(1));
        expect(Number(next.position?.commit)).to.be.above(last).and.above(Number(head));
        head = next.position?.commit ?? 0n;
        await reader.dispose();
        expect(await restarted.end('SIGTERM')).to.equal(0);
      }
    });
  });

  it('preserves every acknowledged append when the disk is full, tells clients, and is readable all the same', async function () {
    const rounds = roundsOf(2);
    this.timeout(30_000 * rounds);
    await useTemporaryFile(async (file) => {
      const acknowledged = new Set<string>();
      for (let round = 0; round < rounds; round++) {
        const first = await startProcess('--file', file);
        await first.end('SIGTERM');
        // Each round has room for some appends in the write-ahead log, and less than the log in the last round.
        const server = await startOnFullDisk(200_000 + 30_000 * (round % 4), '--file', file);
        const client = EventStoreDBClient.connectionString(server.url);
        const refusals: string[] = [];
        const write = async (writer: number) => {
          for (let n = 0; refusals.length === 0; n++) {
            const stream = `round${round}-${writer}-${n}`;
            try {
              await client.appendToStream(stream, events(5), { expectedRevision: NO_STREAM });
              acknowledged.add(stream);
            } catch (error) {
              refusals.push(String(error));
            }
          }
        };
        await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
        expect(refusals[0]).to.match(/The event store cannot write: (database or disk is full|disk I\/O error)\./);
        await expectStreams(client, acknowledged);
        await client.dispose();
        await server.end(round % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
      }
      const server = await startProcess('--file', file);
      const client = EventStoreDBClient.connectionString(server.url);
      await expectStreams(client, acknowledged);
      expect((await client.appendToStream(newStreamName('after'), events(1))).success).to.equal(true);
      await client.dispose();
      await server.end('SIGTERM');
    });
  });

  it('starts for reading where not a byte can be written', async () => {
    await useTemporaryFile(async (file) => {
      const first = await startProcess('--file', file);
      const writer = EventStoreDBClient.connectionString(first.url);
      await writer.appendToStream('kept', events(3));
      await writer.dispose();
      await first.end('SIGTERM');
      const size = statSync(file).size;
      const server = await startOnFullDisk(0, '--file', file);
      const client = EventStoreDBClient.connectionString(server.url);
      expect(await collect(client.readStream('kept'))).to.have.length(3);
      const error = await expectError(UnknownError, client.appendToStream('kept', events(1)));
      expect(error.message).to.contain('The event store cannot write');
      const classic = client.appendToStream('kept', events(1), appendWays['classic append']);
      expect((await expectError(UnavailableError, classic)).message).to.contain('The event store cannot write');
      await client.dispose();
      await server.end('SIGTERM');
      expect(statSync(file).size).to.equal(size);
    });
  });

  it('recognises a repeated append after a restart', async () => {
    await useTemporaryFile(async (file) => {
      const event = jsonEvent({ type: 'once', data: {} });
      const results = [];
      for (let round = 0; round < 2; round++) {
        const server = await startProcess('--file', file);
        const client = EventStoreDBClient.connectionString(server.url);
        results.push(await client.appendToStream('repeated', event, { expectedRevision: NO_STREAM }));
        await client.dispose();
        await server.end('SIGKILL');
      }
      expect(results[1]).to.deep.equal(results[0]);
    });
  });
});

describe('the server process', () => {
  it('reports in one line that another server uses its file', async () => {
    await useTemporaryFile(async (file) => {
      const server = await startProcess('--file', file);
      const { code, stderr } = await startAndFail('--file', file);
      expect(code).to.equal(1);
      expect(stderr).to.match(/^eventstoredb: .*events\.db cannot be opened\. Another server is using it\.\n$/);
      expect(await server.end('SIGINT')).to.equal(0);
    });
  });

  it('reports in one line that its port is taken', async () => {
    const server = await startProcess('--file', ':memory:');
    const { code, stderr } = await startAndFail('--file', ':memory:', '--port', new URL(server.url).port);
    expect(code).to.equal(1);
    expect(stderr).to.match(/^eventstoredb: The event store cannot listen on 127\.0\.0\.1:\d+\. .*EADDRINUSE.*\n$/);
    expect(await server.end('SIGTERM')).to.equal(0);
  });

  it('reports invalid arguments in one line', async () => {
    const invalid = [[], ['--file', ':memory:', '--port', 'x'], ['--nonsense'], ['--file', '/nowhere/at/all.db']];
    for (const { code, stderr } of await Promise.all(invalid.map((args) => startAndFail(...args)))) {
      expect(code).to.equal(1);
      expect(stderr).to.match(/^eventstoredb: [^\n]+\n$/);
    }
  });

  it('stops with --tied when its standard input ends', async () => {
    const server = await startProcess('--file', ':memory:', '--tied');
    const exited = new Promise((resolve) => server.child.once('exit', resolve));
    server.child.stdin?.end();
    expect(await exited).to.equal(0);
  });

  it('shuts down in order with open subscriptions and pending appends', async () => {
    const server = await startProcess('--file', ':memory:');
    const client = EventStoreDBClient.connectionString(server.url);
    const subscription = client.subscribeToAll();
    const failed = new Promise((resolve) => subscription.once('error', resolve));
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    const appends = Promise.allSettled(
      Array.from({ length: 500 }, () => client.appendToStream(newStreamName(), events(1))),
    );
    subscription.resume();
    expect(await server.end('SIGTERM')).to.equal(0);
    await failed;
    await appends;
    await client.dispose();
  });
});
