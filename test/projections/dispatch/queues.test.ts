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

  it('limits itself to one job at a time, again after Redis was emptied', async () => {
    const readLimit = () => redis.redis.hget(`${prefix}:lane-0:meta`, 'concurrency');
    expect(await queues.isEmpty(0)).to.equal(true);
    expect(await readLimit()).to.equal('1');
    await redis.redis.flushall();
    expect(await readLimit()).to.equal(null);
    expect(await queues.isEmpty(0)).to.equal(true);
    expect(await readLimit()).to.equal('1');
  });

  it('resumes after a process that cleared it was killed and left it paused', async () => {
    // BullMQ pauses a queue before it deletes the queue, so a process killed in between leaves the queue paused.
    const clearing = new Queue('lane-0', { connection: connections.producer, prefix });
    await clearing.pause();
    await queues.send(0, job);
    const processed = Promise.withResolvers<void>();
    const options = { connection: connections.consumer, prefix, onFailure: processed.reject };
    const consumer = consumeLane(options, 0, async () => processed.resolve());
    expect(await queues.isEmpty(0)).to.equal(false);
    await processed.promise;
    await consumer.close();
    await clearing.close();
    expect(await queues.isEmpty(0)).to.equal(true);
  });

  it('is not empty while a job waits', async () => {
    await queues.send(0, job);
    expect(await queues.isEmpty(0)).to.equal(false);
  });
});
