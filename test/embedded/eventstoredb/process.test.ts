import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { expect } from 'chai';
import { roundsOf } from '../../support/samples.ts';
import { startAndFail, startProcess, useTemporaryFile } from './support/process.ts';
import { collect, events, newStreamName } from './support/store.ts';

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
