import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import type { AccountId } from '../../../src/events/ids.ts';
import type { FeedToken } from '../../../src/queries/changes/feed-token.ts';
import { createWaitForChanges } from '../../../src/queries/changes/wait-for-changes.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import { erasureOf } from '../../projections/support/accounts.ts';
import { ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createFeedFixture, type FeedFixture, feedOwner } from '../support/feed-fixture.ts';
import { recordStatements } from '../support/statements.ts';

describe('waiting for changes', () => {
  const database = useDatabase();
  let feed: FeedFixture;
  let recorded: ReturnType<typeof recordStatements>;
  let wait: ReturnType<typeof createWaitForChanges>;
  let end: AbortController;
  beforeEach(async () => {
    feed = await createFeedFixture(database.db, 3);
    await feed.project();
    recorded = recordStatements(database.db);
    const watch = watchCheckpoints(recorded.db, { observedPollMs: 1 });
    wait = createWaitForChanges({ ...feed.reader, db: recorded.db, watch });
    end = new AbortController();
  });
  afterEach(() => end.abort());

  const tokenOf = async (owner = feedOwner): Promise<FeedToken> => (await feed.page({ owner })).next;
  /** Begins to wait. `isOver` tells whether the wait is over. */
  const begin = (after: FeedToken, owner: AccountId = feedOwner) => {
    const waiting = { isOver: false, over: wait({ owner, after, signal: end.signal }) };
    void waiting.over.then(() => {
      waiting.isOver = true;
    });
    return waiting;
  };
  const asked = () => recorded.statements.filter((each) => each.includes('WITH shared')).length;
  const polls = async (number: number) => {
    const before = recorded.statements.length;
    while (recorded.statements.length < before + number) await setImmediate();
  };

  it('ends when a change of the account can be read, and not for a change of another one', async () => {
    const other = ownerId(2) as AccountId;
    const [mine, others] = [begin(await tokenOf()), begin(await tokenOf(other), other)];
    await polls(5);
    feed.script.startSession(other, 1);
    await feed.project();
    await others.over;
    await polls(5);
    expect(mine.isOver).to.equal(false);
    feed.script.startSession(feedOwner, 1);
    await feed.project();
    await mine.over;
  });

  it('ends at once for a change that came before, and for every account after a shared change', async () => {
    const [early, other] = [await tokenOf(), ownerId(2) as AccountId];
    feed.script.startSession(feedOwner, 1);
    await feed.project();
    await begin(early).over;
    const waiting = [begin(await tokenOf()), begin(await tokenOf(other), other)];
    await polls(5);
    expect(waiting.map(({ isOver }) => isOver)).to.deep.equal([false, false]);
    feed.script.renameEquipment(1);
    await feed.project();
    await Promise.all(waiting.map(({ over }) => over));
  });

  it('ends when the account is erased, although no row of it is left', async () => {
    const waiting = begin(await tokenOf());
    await polls(5);
    feed.log.append(erasureOf(1));
    await feed.project();
    await waiting.over;
  });

  it('asks one question for all accounts whose lanes have moved, and none while nothing moves', async () => {
    const after = await tokenOf();
    const waiting = Array.from({ length: 40 }, () => begin(after));
    while (asked() === 0) await setImmediate();
    await polls(10);
    expect(asked()).to.equal(1);
    feed.script.startSession(feedOwner, 1);
    await feed.project();
    await Promise.all(waiting.map(({ over }) => over));
    // The lanes of the read models may move in more than one poll.
    expect(asked()).to.be.lessThanOrEqual(4);
  });

  it('ends when it is given up, after which nothing polls', async () => {
    const waiting = begin(await tokenOf());
    await polls(3);
    end.abort();
    await waiting.over;
    const before = recorded.statements.length;
    for (let turn = 0; turn < 200; turn += 1) await setImmediate();
    expect(recorded.statements.length - before).to.be.lessThanOrEqual(1);
  });

  it('goes on after the database has failed for a moment', async () => {
    const failing = recordStatements(database.db, async (number) => {
      // The first poll fails, and the first question after a poll.
      if (number === 1 || number === 3) throw new Error('connection lost');
    });
    const watch = watchCheckpoints(failing.db, { observedPollMs: 1 });
    const waitDespite = createWaitForChanges({ ...feed.reader, db: failing.db, watch });
    const over = waitDespite({ owner: feedOwner, after: await tokenOf(), signal: end.signal });
    feed.script.startSession(feedOwner, 1);
    await feed.project();
    await over;
    expect(failing.statements.length).to.be.greaterThan(3);
  });
});
