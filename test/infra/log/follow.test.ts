import { expect } from 'chai';
import fc from 'fast-check';
import { createFollow } from '../../../src/infra/log/follow.ts';
import type { Looked, SealedEvent } from '../../../src/ports/log.ts';
import { foldSessions } from '../../projections/support/tables.ts';
import { acceptOwned } from '../../support/authenticity.ts';
import { samples } from '../../support/samples.ts';
import { createFaultyClient, type Happening, happenings } from './support/faulty-client.ts';

/** A time in milliseconds that no test waits for. */
const long = 60_000;

/** Follows a faulty event store from its beginning, and collects the events and how far they reach. */
function startFollowing(idleMs: number, pauseMs = idleMs) {
  const store = createFaultyClient();
  const stop = new AbortController();
  const received: SealedEvent[] = [];
  let drops = 0;
  const answered = Promise.withResolvers<void>();
  let position = 0n;
  let wake = () => {};
  const follow = createFollow(store.client, store.log, acceptOwned, {
    ...{ idleMs, pauseMs, onAnswered: answered.resolve },
    onDropped: () => {
      drops += 1;
    },
  });
  const isEvent = (item: SealedEvent | Looked): item is SealedEvent => 'stream' in item;
  const done = (async () => {
    for await (const item of follow(0n, stop.signal)) {
      position = item.position;
      if (isEvent(item)) received.push(item);
      wake();
    }
  })();
  return {
    store,
    received,
    drops: () => drops,
    answered: answered.promise,
    /** Waits until the follower has reached the end of the log. */
    async caughtUp() {
      const head = await store.log.head();
      while (position < head) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async end() {
      stop.abort();
      await done;
    },
  };
}

const idsOf = (events: readonly SealedEvent[]): readonly string[] => events.map(({ id }) => id);

describe('a follower of the log', () => {
  it('folds to the same state as the log, whatever positions the event store reports and when it drops', async () => {
    const property = fc.asyncProperty(fc.array(fc.constantFrom(...happenings), { maxLength: 40 }), async (script) => {
      const following = startFollowing(1);
      for (const happening of script) await following.store.let(happening);
      await following.store.let('ours');
      await following.store.let('foreign');
      await following.caughtUp();
      await following.end();
      expect(idsOf(following.received)).to.deep.equal(idsOf(following.store.ours()));
      expect(foldSessions(following.received)).to.deep.equal(foldSessions(following.store.ours()));
    });
    await fc.assert(property, samples(1_000));
  });

  it('reads the end of the log by itself when nothing arrives', async () => {
    const following = startFollowing(1);
    for (const happening of ['ours', 'foreign', 'ours', 'foreign'] as const) await following.store.let(happening);
    await following.caughtUp();
    await following.end();
    expect(idsOf(following.received)).to.deep.equal(idsOf(following.store.ours()));
  });

  it('reports that the event store answers, also while nothing is written', async () => {
    const following = startFollowing(1);
    await following.answered;
    await following.end();
    expect(following.received).to.deep.equal([]);
  });

  it('subscribes again at once when it was dropped, and counts it', async () => {
    const following = startFollowing(long);
    const script: readonly Happening[] = ['ours', 'deliver', 'drop', 'ours', 'deliver', 'drop', 'ours', 'deliver'];
    for (const happening of script) await following.store.let(happening);
    expect(idsOf(following.received)).to.deep.equal(idsOf(following.store.ours()));
    expect([following.drops(), following.store.subscriptions()]).to.deep.equal([2, 3]);
    await following.end();
  });

  it('pauses before it subscribes again when it was dropped twice without an event in between', async () => {
    const following = startFollowing(long);
    for (const happening of ['deliver', 'drop', 'drop'] as const) await following.store.let(happening);
    expect([following.drops(), following.store.subscriptions()]).to.deep.equal([2, 2]);
    await following.end();
  });
});
