import { expect } from 'chai';
import type { CommonQueryMethods, QuerySqlToken } from 'slonik';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, SessionId } from '../../../src/events/ids.ts';
import { listParked } from '../../../src/projections/apply/parked-streams.ts';
import { imports } from '../../../src/projections/models/imports.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import { listImports } from '../../../src/queries/imports/list-imports.ts';
import { getSession } from '../../../src/queries/sessions/get-session.ts';
import { listSessions } from '../../../src/queries/sessions/list-sessions.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { failing, laneOn, note, session, streamOf } from '../../projections/support/poison.ts';
import { ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';

describe('what an account has written and a projection has parked', () => {
  const database = useDatabase();
  const [parked, other] = [101, 102];
  let lane: Awaited<ReturnType<typeof laneOn>>;
  let asked: number;

  /** Two owners in one lane; of one the second event is parked. */
  beforeEach(async () => {
    lane = await laneOn(database.db);
    lane.log.append(...session(parked, 3), ...session(other, 1));
    const isPoison = (event: { stream: string; revision: number }) =>
      event.stream === streamOf(parked) && event.revision === 1;
    await lane.takeIn({ carried: [failing(sessions, isPoison), imports] });
    asked = 0;
  });

  const reader = () => {
    const counting =
      <Result>(run: (query: QuerySqlToken) => Promise<Result>) =>
      (query: QuerySqlToken) => {
        asked += 1;
        return run(query);
      };
    const db = { ...database.db, one: counting(database.db.one), any: counting(database.db.any) } as CommonQueryMethods;
    return { db, locator: firstVersions(lane.layout), watch: watchCheckpoints(db) };
  };
  const asking = (number: number, position: bigint) => ({
    owner: ownerId(number) as AccountId,
    requiredPosition: () => position,
  });
  const documentOf = (number: number, position: bigint) =>
    getSession(reader(), { ...asking(number, position), id: sessionId(number) as SessionId });
  const refusal = (answer: Promise<unknown>): Promise<unknown> =>
    answer.then(
      () => null,
      (error) => (error instanceof DomainError ? error.code : error),
    );
  const positions = () => lane.log.all().map(({ position }) => position);
  const page = { limit: 10, offset: 0, sortOrder: 'asc' } as const;

  it('is not left out of an answer: the owner is told that it can not be read yet, at once', async () => {
    const [, poison = 0n, , last = 0n] = positions();
    const start = performance.now();
    for (const requiredPosition of [poison, last, await lane.log.head()]) {
      expect(await refusal(documentOf(parked, requiredPosition))).to.equal('read-model-behind');
      const list = { ...page, ...asking(parked, requiredPosition), view: 'summary', orderBy: 'startedAt' } as const;
      expect(await refusal(listSessions(reader(), list))).to.equal('read-model-behind');
    }
    expect(performance.now() - start).to.be.lessThan(1_500);
  });

  it('matters to nobody who does not need it, and costs them nothing', async () => {
    const [first = 0n] = positions();
    const head = await lane.log.head();
    expect((await documentOf(parked, first))?.revision).to.equal(0);
    expect((await documentOf(other, head))?.revision).to.equal(1);
    await listImports(reader(), { ...page, ...asking(parked, head) });
    expect(asked).to.equal(3);
  });

  it('can be read again after a retry', async () => {
    const [stream] = await listParked(database.db);
    const seen = lane.log.all().length;
    lane.log.append(note(parked, 'meanwhile'));
    await lane.workerWith()(lane.job(seen));
    expect(await refusal(documentOf(parked, await lane.log.head()))).to.equal('read-model-behind');
    await lane.retry(stream?.id ?? 0n);
    expect((await documentOf(parked, await lane.log.head()))?.revision).to.equal(4);
  });
});
