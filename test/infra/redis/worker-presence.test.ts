import { expect } from 'chai';
import { announceWorker, isWorkerAnnounced } from '../../../src/infra/redis/worker-presence.ts';
import { useRedis } from '../../support/databases.ts';

describe('the presence of workers', () => {
  const server = useRedis();

  it('is seen while a worker runs, and not before or after', async () => {
    await server.redis.flushall();
    expect(await isWorkerAnnounced(server.redis)).to.equal(false);
    const worker = announceWorker(server.redis);
    expect(await isWorkerAnnounced(server.redis)).to.equal(true);
    await worker.close();
    expect(await isWorkerAnnounced(server.redis)).to.equal(false);
  });

  it('ends by itself when a worker is killed', async () => {
    const worker = announceWorker(server.redis);
    expect(await server.redis.pttl('irontrack:worker')).to.be.within(1, 10_000);
    await worker.close();
  });
});
