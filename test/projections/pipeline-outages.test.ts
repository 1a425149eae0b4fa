import { Worker } from 'bullmq';
import { expect } from 'chai';
import { createLaneQueues, queuePrefixOf } from '../../src/projections/dispatch/queues.ts';
import { startDispatcher, startPipeline, startWorker } from '../../src/projections/pipeline.ts';
import { services } from '../support/databases.ts';
import { eventually } from './support/eventually.ts';
import { usePipelines } from './support/pipelines.ts';
import { projections } from './support/tables.ts';

describe('the pipeline during outages', () => {
  const test = usePipelines();

  it('loses no event when Redis is emptied repeatedly', async () => {
    await test.run(startPipeline(test.optionsOf()));
    for (let round = 0; round < 5; round += 1) {
      test.write(200);
      await test.redis.flushall();
      test.write(100);
      await test.redis.flushall();
    }
    await test.expectAllApplied();
  });

  it('sends lost jobs again although no new event is appended', async () => {
    await test.run(startDispatcher(test.optionsOf()));
    test.write(40);
    await eventually(async () => expect(await test.redis.exists(`${test.queueKeyOf(0)}:wait`)).to.equal(1));
    await test.redis.flushall();
    await test.run(startWorker(test.optionsOf()));
    await test.expectAllApplied();
  });

  it('continues after the connection to the log was lost', async () => {
    await test.run(startPipeline(test.optionsOf()));
    test.write(100);
    test.log.breakConnections();
    test.write(100);
    test.log.breakConnections();
    await test.expectAllApplied();
  });

  it('resumes without help after Redis was down', async () => {
    const { redis } = await services();
    await test.run(startPipeline(test.optionsOf()));
    test.write(50);
    await test.expectCaughtUp();
    await redis.kill();
    test.write(50);
    await redis.restart();
    await test.expectAllApplied();
  });

  it('resumes without help after Postgres was down', async () => {
    const { postgres } = await services();
    await test.run(startPipeline(test.optionsOf()));
    test.write(50);
    await test.expectCaughtUp();
    const restarted = postgres.restart();
    test.write(50);
    await restarted;
    await test.expectAllApplied();
  });

  it('closes within 8 s while Redis is down', async () => {
    const { redis } = await services();
    const pipeline = await startPipeline(test.optionsOf());
    await redis.kill();
    try {
      const start = performance.now();
      await pipeline.close();
      expect(performance.now() - start).to.be.lessThan(8_000);
    } finally {
      await redis.restart();
    }
  });

  it('does not wait for the job locks of killed workers when it seizes their work', async () => {
    const { connections } = test.optionsOf();
    const prefix = queuePrefixOf(test.layout, projections);
    const queueOptions = { connection: connections.producer, prefix, onFailure: () => {} };
    const queues = createLaneQueues(queueOptions, test.layout.lanes);
    for (let lane = 0; lane < test.layout.lanes; lane += 1) {
      await queues.isEmpty(lane);
      await queues.send(lane, { layout: test.layout.layout, lane, from: 0n, to: 1n, events: [], bookmark: null });
      const killed = new Worker(`lane-${lane}`, null, {
        ...{ connection: connections.consumer, prefix, lockDuration: 3_600_000 },
      });
      expect(await killed.getNextJob('token')).not.to.equal(undefined);
      await killed.close(true);
    }
    await queues.close();
    test.write(50);
    await test.run(startPipeline({ ...test.optionsOf(), seize: true }));
    await test.expectAllApplied();
  });
});
