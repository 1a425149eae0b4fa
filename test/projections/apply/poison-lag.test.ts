import { expect } from 'chai';
import { sql } from 'slonik';
import { connectQueues } from '../../../src/infra/redis/queues.ts';
import { retryParked } from '../../../src/projections/apply/retry-parked.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { startPipeline } from '../../../src/projections/pipeline.ts';
import { useDatabase, useRedis } from '../../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { memoryLog, type Written } from '../support/memory-log.ts';
import { failing, inPlace, letters, lettersOf, note, retrying, session, streamOf } from '../support/poison.ts';
import { checkpoints, decrypt, docs, foldedDocs, projections, reset, silent } from '../support/tables.ts';

const rounds = 60;
const mostMs = 1_000;

describe('a lane with a poison event, while everything runs', () => {
  const database = useDatabase();
  const redis = useRedis();

  it('takes in the other streams within a second, and the parked one in order after the fix', async () => {
    await redis.redis.flushall();
    const layout = await reset(database.db, 1);
    const log = memoryLog();
    log.append(...session(101), ...session(102), ...session(103));
    const poison = failing(sessions, ({ stream, revision }) => stream === streamOf(101) && revision === 2);
    const connections = connectQueues(redis.url, () => {});
    const pipeline = await startPipeline({
      ...{ db: database.db, log, layout, decrypt, projections: inPlace([poison]), connections, logger: silent },
    });
    const taken = (position: bigint) =>
      eventually(async () => {
        const [reached = 0n] = await checkpoints(database.db);
        expect(reached >= position).to.equal(true);
      });
    const lags: number[] = [];
    try {
      await taken(await log.head());
      for (let round = 0; round < rounds; round += 1) {
        const written: Written[] = [101, 102, 103].map((number) => note(number, `round ${round}`));
        const start = performance.now();
        await taken(log.append(...written).at(-1)?.position ?? 0n);
        lags.push(performance.now() - start);
      }
    } finally {
      await pipeline.close();
      connections.close();
    }
    expect(Math.max(...lags)).to.be.lessThan(mostMs);
    const parked = log.all().filter(({ stream, revision }) => stream === streamOf(101) && revision >= 2);
    expect(await letters(database.db)).to.deep.equal(lettersOf('sessions', parked));
    const applied = log.all().filter((event) => !parked.includes(event));
    expect(await docs(database.db)).to.deep.equal(foldedDocs(applied));

    const id = await database.db.oneFirst(sql.unsafe`SELECT id FROM parked_streams`);
    await retryParked(retrying(database.db, projections), id as bigint);
    expect(await letters(database.db)).to.deep.equal([]);
    expect(await docs(database.db)).to.deep.equal(foldedDocs(log.all()));
  });
});
