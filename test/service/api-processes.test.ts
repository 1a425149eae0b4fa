import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { createApiProcesses } from '../../cli/processes/api-processes.ts';
import { readSharedMetrics } from '../../src/infra/metrics/shared-metrics.ts';

const workers = (): Worker[] => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);

describe('the processes of serve --processes', function () {
  this.timeout(60_000);

  it('are counted together in the metrics, and one that crashes is replaced', async () => {
    cluster.setupPrimary({ exec: join(import.meta.dirname, 'support/api-process.ts'), silent: true });
    const stop = new AbortController();
    const said: string[] = [];
    const api = createApiProcesses({ say: (line) => said.push(line) }, stop.signal);
    const { read } = readSharedMetrics();
    const expectTwo = async () => {
      const { text } = await read();
      expect(text).to.include('irontrack_http_request_seconds_count{method="GET",route="/ping",status="200"} 2');
      expect(text).to.include('irontrack_postgres_connections{pool="commands",state="used"} 6');
      // Both have read the same number from the same database.
      expect(text).to.match(/^irontrack_refused_events 2$/m);
      expect(text).to.match(/^irontrack_info\{version="1\.2\.3"\} 1$/m);
    };

    await Promise.all([api.start(), api.start()]);
    const [first] = workers();
    await expectTwo();
    const replaced = once(cluster, 'listening');
    first?.process.kill('SIGKILL');
    await replaced;
    expect(workers()).to.have.length(2).and.not.to.include(first);
    expect(said).to.deep.equal(['A process of the API has ended; starting another one.']);
    await expectTwo();

    stop.abort();
    await api.stopAll();
    expect(workers()).to.deep.equal([]);
  });
});
