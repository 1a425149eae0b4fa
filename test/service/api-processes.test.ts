import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createApiProcesses } from '../../cli/processes/api-processes.ts';
import { readSharedMetrics } from '../../src/infra/metrics/shared-metrics.ts';

const workers = (): Worker[] => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);

describe('the processes of serve --processes', function () {
  this.timeout(60_000);

  it('are counted together in the metrics, and one that crashes is replaced', async () => {
    cluster.setupPrimary({ exec: fileURLToPath(new URL('./support/api-process.ts', import.meta.url)), silent: true });
    const stop = new AbortController();
    const said: string[] = [];
    const api = createApiProcesses({ say: (line) => said.push(line) }, stop.signal);
    const { read } = readSharedMetrics();
    const counted = async (family: string) =>
      [...(await read()).text.matchAll(new RegExp(`^${family}{(?:.*,)?process="(\\d+)"} (\\d+)$`, 'gm'))]
        .map(([, id, value]) => [Number(id), Number(value)])
        .toSorted();

    await Promise.all([api.start(), api.start()]);
    const first = cluster.workers?.[1];
    expect(await counted('irontrack_http_request_seconds_count')).to.deep.equal([
      [1, 1],
      [2, 1],
    ]);
    expect(await counted('irontrack_refused_events')).to.deep.equal([
      [1, 2],
      [2, 2],
    ]);
    const replaced = once(cluster, 'listening');
    first?.process.kill('SIGKILL');
    await replaced;
    expect(workers()).to.have.length(2).and.not.to.include(first);
    expect(said).to.deep.equal(['A process of the API has ended; starting another one.']);
    // No series goes back to zero: the one of the crashed process ends, and that of its successor begins.
    expect(await counted('irontrack_http_request_seconds_count')).to.deep.equal([
      [2, 1],
      [3, 1],
    ]);

    stop.abort();
    await api.stopAll();
    expect(workers()).to.deep.equal([]);
  });
});
