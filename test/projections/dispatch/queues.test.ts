import { Queue } from 'bullmq';
import { expect } from 'chai';
import { connectQueues, type QueueConnections } from '../../../src/infra/redis/queues.ts';
import { consumeLane, createLaneQueues, type LaneQueues } from '../../../src/projections/dispatch/queues.ts';
import { useRedis } from '../../support/databases.ts';

const prefix = 'test:queues';
const job = { layout: 1, lane: 0, from: 0n, to: 1n, bookmark: null, events: [] };

describe('the queue of a lane', () => {
  const redis = useRedis();
  let connections: QueueConnections;
  let queues: LaneQueues;
  before(() => {
    connections = connectQueues(redis.url, () => {});
    queues = createLaneQueues({ connection: connections.producer, prefix, onFailure: () => {} }, 1);
  });
  after(async () => {
    await queues.close();
    connections.close();
  });

  it('lets one job run at a time, and is told so again after Redis was emptied', async () => {
    const limit = () => redis.redis.hget(`${prefix}:lane-0:meta`, 'concurrency');
    expect(await queues.isEmpty(0)).to.equal(true);
    expect(await limit()).to.equal('1');
    await redis.redis.flushall();
    expect(await limit()).to.equal(null);
    expect(await queues.isEmpty(0)).to.equal(true);
    expect(await limit()).to.equal('1');
  });

  it('goes on where a clearing that was killed has left it paused', async () => {
    // How BullMQ begins to obliterate a queue.
    const clearing = new Queue('lane-0', { connection: connections.producer, prefix });
    await clearing.pause();
    await queues.send(0, job);
    const taken = Promise.withResolvers<void>();
    const consumer = consumeLane({ connection: connections.consumer, prefix, onFailure: taken.reject }, 0, async () =>
      taken.resolve(),
    );
    expect(await queues.isEmpty(0)).to.equal(false);
    await taken.promise;
    await consumer.close();
    await clearing.close();
    expect(await queues.isEmpty(0)).to.equal(true);
  });

  it('is not empty while a job waits', async () => {
    await queues.send(0, job);
    expect(await queues.isEmpty(0)).to.equal(false);
  });
});
