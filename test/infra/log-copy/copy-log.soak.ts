import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { connectEventStore } from '../../../src/infra/log/connection-string.ts';
import { compareLogs } from '../../../src/infra/log-copy/compare-logs.ts';
import { createLogSource } from '../../../src/infra/log-copy/source.ts';
import { testAuthenticity } from '../../support/authenticity.ts';
import { runCopier } from './support/kill-copier.ts';
import { createWriter } from './support/written-log.ts';

const events = Number(process.env.IRONTRACK_TEST_EVENTS ?? 1_000_000);
const kills = 5;
/** As many events as an imported session writes at once. */
const perAppend = 20;

const program = fileURLToPath(new URL('../../../embedded/eventstoredb/event-store-server.ts', import.meta.url));

/** Starts an event store as a process of its own, as in an installation: without the limits of memory of test processes. */
async function startServer(file: string): Promise<Readonly<{ url: string; child: ChildProcess }>> {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = spawn(process.execPath, [program, '--file', file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /esdb:\S+/.exec(line)?.[0];
    if (url !== undefined) return { url, child };
  }
  throw new Error('the event store did not start');
}

describe(`a copy of ${events} events whose copier is killed ${kills} times`, function () {
  this.timeout(0);

  it('loses nothing, doubles nothing, and is at least half as fast as reading the source', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'irontrack-copy-soak-'));
    const servers = [await startServer(join(folder, 'source.db')), await startServer(join(folder, 'target.db'))];
    const [source = '', target = ''] = servers.map(({ url }) => url);
    const [from, to] = [connectEventStore(source), connectEventStore(target)];
    await createWriter(from, { perAppend, streams: 1_000 })(events);

    const reading = performance.now();
    let read = 0;
    for await (const page of createLogSource(from).after(0n)) read += page.length;
    const readMs = performance.now() - reading;
    expect(read).to.equal(events);

    for (let killed = 0; killed < kills; killed += 1) {
      expect(await runCopier(source, target, events / (kills + 2))).to.equal(null);
    }
    const rest = await runCopier(source, target);
    expect(rest?.copied).to.be.within(1, events / 2);

    const { isOwn } = testAuthenticity;
    const logs = { source: createLogSource(from), target: createLogSource(to), isOwn, isOwnCopy: isOwn };
    expect(await compareLogs({ ...logs, upTo: 2n ** 62n })).to.include({ events, foreign: 0 });
    await Promise.all([from.dispose(), to.dispose()]);
    for (const { child } of servers) child.kill();
    await Promise.all(servers.map(({ child }) => once(child, 'exit')));
    rmSync(folder, { recursive: true });
    const rateOf = (count: number, ms: number) => Math.round((1_000 * count) / ms);
    const [readRate, copyRate] = [rateOf(events, readMs), rateOf(rest?.copied ?? 0, rest?.ms ?? 1)];
    expect(2 * copyRate, `read ${readRate}/s, copied ${copyRate}/s`).to.be.at.least(readRate);
  });
});
