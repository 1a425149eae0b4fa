import { expect } from 'chai';
import { runDispatcher } from '../../src/projections/dispatch/dispatcher.ts';
import { createLaneQueues, queuePrefixOf } from '../../src/projections/dispatch/queues.ts';
import { sessions } from '../../src/projections/models/sessions.ts';
import { startDispatcher, startPipeline, startWorker } from '../../src/projections/pipeline.ts';
import { eventually } from './support/eventually.ts';
import { lockLane, usePipelines } from './support/pipelines.ts';
import { projections, readLowestCheckpoints } from './support/tables.ts';

describe('the pipeline from the log to the read tables', () => {
  const test = usePipelines();

  /** Appends events in ten rounds, with a turn of the event loop after each. */
  const writeInTurns = async () => {
    for (let round = 0; round < 10; round += 1) {
      test.write(100);
      await new Promise(setImmediate);
    }
  };

  it('applies the events that are in the log and those that are appended later', async () => {
    test.write(1_500);
    await test.run(startPipeline(test.optionsOf()));
    await test.expectAllApplied();
    test.write(1);
    await test.expectAllApplied();
    test.write(700);
    await test.expectAllApplied();
  });

  it('carries the events of a backlog in the jobs, so that workers hardly read the log', async () => {
    test.write(5_000);
    await test.run(startPipeline(test.optionsOf()));
    await test.expectAllApplied();
    expect(test.log.pages()).to.be.lessThan(4);
  });

  it('stays correct with two pipelines that feed different sets of projections', async () => {
    // Each set of projections has a lease of its own, so that both dispatchers are active at once.
    await test.run(startPipeline(test.optionsOf()));
    await test.run(startPipeline(test.optionsOf([sessions])));
    await writeInTurns();
    await test.expectAllApplied();
  });

  it('stays correct with two active dispatchers of one set whose ranges overlap', async () => {
    await test.run(startWorker(test.optionsOf()));
    const stop = new AbortController();
    const { connections, ...options } = test.optionsOf();
    const queueOptions = {
      ...{ connection: connections.producer, prefix: queuePrefixOf(test.layout, projections), onFailure: () => {} },
    };
    const dispatching = [7, 14].map((batch) => {
      const queues = createLaneQueues(queueOptions, test.layout.lanes);
      return runDispatcher({ ...options, queues, limits: { batch } }, stop.signal).then(queues.close);
    });
    await writeInTurns();
    await test.expectAllApplied();
    stop.abort();
    await Promise.all(dispatching);
  });

  it('continues with the standby dispatcher when the active one stops', async () => {
    await test.run(startWorker(test.optionsOf()));
    const active = await test.run(startDispatcher(test.optionsOf()));
    test.write(50);
    await test.expectCaughtUp();
    await test.run(startDispatcher(test.optionsOf()));
    await active.close();
    test.write(50);
    await test.expectAllApplied();
  });

  it('moves the other lanes while the worker of one lane hangs', async () => {
    const hanging = await lockLane(test.db, 2);
    try {
      await test.run(startPipeline(test.optionsOf()));
      test.write(3_000);
      await eventually(async () => {
        const head = await test.log.head();
        const positions = await readLowestCheckpoints(test.db);
        expect(positions.flatMap((position, lane) => (position < head ? [lane] : []))).to.deep.equal([2]);
      });
    } finally {
      await hanging.release();
    }
    await test.expectAllApplied();
  });
});
