import { expect } from 'chai';
import { connectQueues } from '../../../src/infra/redis/queues.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { startPipeline } from '../../../src/projections/pipeline.ts';
import { useRedis } from '../../support/databases.ts';
import { roundsOf } from '../../support/samples.ts';
import { eventually } from '../support/eventually.ts';
import { failingProjection, isRevisionOf, listParkedEvents, parkedEventsOf } from '../support/parked-events.ts';
import { onlyParked } from '../support/parked-lane.ts';
import { noteEvent, sessionEvents } from '../support/session-events.ts';
import { decrypt, readLowestCheckpoints, silentLogger } from '../support/tables.ts';
import { replaceProjections, useTestLane } from '../support/test-lane.ts';

const streams = [101, 102, 103];
const maxLagMs = 1_000;

describe('a running pipeline with a parked stream', () => {
  const lane = useTestLane();
  const redis = useRedis();

  it('applies the other streams of the lane within a second, and the parked stream after a retry', async () => {
    await redis.redis.flushall();
    lane.append(...streams.flatMap((stream) => sessionEvents(stream)));
    const projections = replaceProjections([failingProjection(sessions, isRevisionOf(101, 2))]);
    const connections = connectQueues(redis.url, () => {});
    const { db, log, layout } = lane;
    const pipeline = await startPipeline({
      ...{ db, log, layout, decrypt, projections, connections, logger: silentLogger },
    });
    const reached = (position: bigint) =>
      eventually(async () => expect(((await readLowestCheckpoints(db))[0] ?? 0n) >= position).to.equal(true));
    const lags: number[] = [];
    try {
      await reached(await log.head());
      for (let round = 0; round < roundsOf(30); round += 1) {
        const start = performance.now();
        const written = lane.append(...streams.map((stream) => noteEvent(stream, `round ${round}`)));
        await reached(written.at(-1)?.position ?? 0n);
        lags.push(performance.now() - start);
      }
    } finally {
      await pipeline.close();
      connections.close();
    }
    expect(Math.max(...lags)).to.be.lessThan(maxLagMs);
    const parked = lane.eventsOf(101, 2);
    expect(await listParkedEvents(db)).to.deep.equal(parkedEventsOf('sessions', parked));
    await lane.expectDocumentsOf(log.all().filter((event) => !parked.includes(event)));

    await lane.retry((await onlyParked(db)).id);
    expect(await listParkedEvents(db)).to.deep.equal([]);
    await lane.expectDocumentsOf();
  });
});
