import { expect } from 'chai';
import { eventually } from '../support/eventually.ts';
import { readLowestCheckpoints, readTables } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';

describe('the worker of a lane', () => {
  const lane = useTestLane();

  const expectAllApplied = async () => {
    await lane.expectDocumentsOf();
    await lane.expectCaughtUp();
  };

  it('folds the events of a job into rows and moves the checkpoints without reading the log', async () => {
    lane.writeUntil(60);
    await lane.createWorker()(lane.job(0, 60));
    await expectAllApplied();
    expect(lane.log.pages()).to.equal(0);
  });

  it('applies events once when their job arrives repeatedly', async () => {
    lane.writeUntil(60);
    const work = lane.createWorker();
    await work(lane.job(0, 40));
    const once = await readTables(lane.db);
    await work(lane.job(0, 40));
    await work(lane.job(10, 30));
    expect(await readTables(lane.db)).to.deep.equal(once);
    await work(lane.job(20, 60));
    await expectAllApplied();
  });

  it('reads the events of lost jobs from the log', async () => {
    lane.writeUntil(60);
    const work = lane.createWorker();
    await work(lane.job(0, 10));
    await work(lane.job(50, 60));
    await expectAllApplied();
  });

  it('reads all events from the log for a job without events', async () => {
    lane.writeUntil(60);
    await lane.createWorker()(lane.job(60, 60));
    await expectAllApplied();
  });

  it('applies all events when jobs arrive in reverse order', async () => {
    lane.writeUntil(90);
    const work = lane.createWorker();
    await work(lane.job(60, 90));
    await work(lane.job(30, 60));
    await work(lane.job(0, 30));
    await expectAllApplied();
  });

  it('moves the checkpoint of a lane over a range without events', async () => {
    lane.writeUntil(20);
    const work = lane.createWorker();
    await work(lane.job(0, 20));
    const head = await lane.log.head();
    await work(lane.job(20, 20, { from: head, to: head + 3n }));
    expect(await readLowestCheckpoints(lane.db)).to.deep.equal([head + 3n]);
  });

  it('does the same as one worker when two workers process overlapping jobs at once', async () => {
    lane.writeUntil(200);
    const workers = [lane.createWorker(), lane.createWorker()];
    const starts = [0, 50, 100, 150];
    await Promise.all(
      workers.flatMap((work) => starts.map((from) => work(lane.job(Math.max(0, from - 20), from + 50)))),
    );
    await expectAllApplied();
  });

  it('tells after each range up to where the events of the lane are applied', async () => {
    lane.writeUntil(60);
    const told: [lane: number, position: bigint, checkpoint: bigint | undefined][] = [];
    const onReached = (number: number, position: bigint) => {
      readLowestCheckpoints(lane.db).then(([checkpoint]) => told.push([number, position, checkpoint]));
    };
    const work = lane.createWorker({ onReached });
    await work(lane.job(0, 30));
    await work(lane.job(60, 60));
    const [middle, end] = [lane.log.all()[29]?.position ?? 0n, await lane.log.head()];
    await eventually(async () => expect(told.at(-1)).to.deep.equal([0, end, end]));
    expect(told[0]?.slice(0, 2)).to.deep.equal([0, middle]);
  });

  it('ignores a job of another lane layout', async () => {
    lane.writeUntil(10);
    await lane.createWorker()(lane.job(0, 10, { layout: 7 }));
    expect(await readLowestCheckpoints(lane.db)).to.deep.equal([0n]);
  });
});
