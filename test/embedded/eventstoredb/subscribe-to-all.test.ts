import {
  END,
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  type Position,
  START,
  streamNameFilter,
  UnknownError,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { aStream, events, typesOf, useEventStore } from './support/store.ts';
import { watch } from './support/watch.ts';

describe('subscribe to all', () => {
  const store = useEventStore();

  it('delivers everything from the start, then says caught up, then goes on live', async () => {
    await store.client.appendToStream(aStream(), events(3));
    const subscription = watch(store.client.subscribeToAll({ fromPosition: START }));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(aStream(), events(1, 'live'));
    await subscription.untilSeen('live0');
    expect(subscription.seen).to.deep.equal(['confirmation', '$metadata', 'e0', 'e1', 'e2', 'caughtUp', 'live0']);
    await subscription.unsubscribe();
  });

  it('treats position 0/0 as the start, and starts behind any other', async () => {
    const { position = { commit: 0n, prepare: 0n } } = await store.client.appendToStream(aStream(), events(1, 'known'));
    await store.client.appendToStream(aStream(), events(1, 'next'));
    const fromZero = watch(store.client.subscribeToAll({ fromPosition: { commit: 0n, prepare: 0n } }));
    const behind = watch(store.client.subscribeToAll({ fromPosition: position }));
    await Promise.all([fromZero.untilSeen('caughtUp'), behind.untilSeen('caughtUp')]);
    expect(fromZero.seen[1]).to.equal('$metadata');
    expect(behind.seen).to.deep.equal(['confirmation', 'next0', 'caughtUp']);
    await Promise.all([fromZero.unsubscribe(), behind.unsubscribe()]);
  });

  it('delivers only new events from the end', async () => {
    const subscription = watch(store.client.subscribeToAll({ fromPosition: END }));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(aStream(), events(1, 'new'));
    await subscription.untilSeen('new0');
    expect(subscription.seen).to.deep.equal(['confirmation', 'caughtUp', 'new0']);
    await subscription.unsubscribe();
  });

  it('shows each event once and in order while many are being written', async () => {
    const { position = { commit: 0n, prepare: 0n } } = await store.client.appendToStream(aStream(), events(1));
    const write = () =>
      Promise.all(Array.from({ length: 1_000 }, () => store.client.appendToStream(aStream(), events(2, 'during'))));
    const first = write();
    const subscription = watch(store.client.subscribeToAll({ fromPosition: position }));
    await Promise.all([first, write()]);
    await subscription.until(() => subscription.events.length >= 4_000);
    const positions = subscription.events.map(({ event }) => event?.position?.commit ?? 0n);
    expect(positions).to.have.length(4_000);
    expect(positions.every((commit, index) => index === 0 || commit > (positions[index - 1] ?? 0n))).to.equal(true);
    expect(subscription.seen.filter((what) => what === 'caughtUp')).to.have.length(1);
    await subscription.unsubscribe();
  });
});

describe('subscribe to all with a filter', () => {
  const store = useEventStore();
  const filters = {
    'a prefix of the type': [eventTypeFilter({ prefixes: ['apple', 'pear'] }), ['apple0', 'pear0', 'apple0']],
    'a pattern of the type': [eventTypeFilter({ regex: '^(apple|plum)' }), ['apple0', 'plum0', 'apple0']],
    'an unanchored pattern': [eventTypeFilter({ regex: 'l' }), ['apple0', 'plum0', 'apple0']],
    'a prefix of the stream': [streamNameFilter({ prefixes: ['basket'] }), ['apple0', 'plum0']],
    'a pattern of the stream': [streamNameFilter({ regex: '^(bowl|box)-' }), ['pear0', 'apple0']],
    'no system events': [excludeSystemEvents(), ['apple0', 'plum0', 'pear0', 'apple0']],
  } as const;

  before(async () => {
    const append = (stream: string, type: string) => store.client.appendToStream(stream, events(1, type));
    await append('basket-1', 'apple');
    await append('basket-1', 'plum');
    await append('bowl-1', 'pear');
    await append('box-1', 'apple');
  });

  for (const [kind, [filter, expected]] of Object.entries(filters)) {
    it(`delivers what matches ${kind}`, async () => {
      const subscription = watch(store.client.subscribeToAll({ filter }));
      await subscription.untilSeen('caughtUp');
      expect(typesOf(subscription.events)).to.deep.equal(expected);
      await subscription.unsubscribe();
    });
  }

  it('goes on live with what matches', async () => {
    const filter = eventTypeFilter({ prefixes: ['late'] });
    const subscription = watch(store.client.subscribeToAll({ filter, fromPosition: END }));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(aStream(), [...events(50), ...events(2, 'late'), ...events(50)]);
    await subscription.untilSeen('late1');
    expect(typesOf(subscription.events)).to.deep.equal(['late0', 'late1']);
    await subscription.unsubscribe();
  });

  it('refuses a malformed pattern', async () => {
    const subscription = watch(store.client.subscribeToAll({ filter: eventTypeFilter({ regex: '(' }) }));
    expect(await subscription.failed()).to.be.instanceOf(UnknownError);
  });
});

describe('checkpoints of a filtered subscription to all', () => {
  const store = useEventStore();
  const INTERVAL = 64;

  const watchCheckpoints = (fromPosition?: Position) => {
    const reached: Position[] = [];
    const order: string[] = [];
    const filter = eventTypeFilter({
      prefixes: ['match'],
      maxSearchWindow: INTERVAL / 2,
      checkpointInterval: 2,
      checkpointReached: (_subscription, position) => {
        reached.push(position);
        order.push('checkpoint');
      },
    });
    const subscription = store.client.subscribeToAll({ filter, fromPosition: fromPosition ?? START });
    subscription.on('data', ({ event }) => order.push(event?.type ?? ''));
    subscription.on('caughtUp', () => order.push('caughtUp'));
    return { reached, order, ...watch(subscription) };
  };

  before(async () => {
    for (let n = 0; n < 6; n++) {
      const misses = Array.from({ length: 63 }, () => jsonEvent({ type: 'miss', data: {} }));
      await store.client.appendToStream(aStream(), [...misses, jsonEvent({ type: `match${n}`, data: {} })]);
    }
  });

  it('come after every interval of considered events and once at the end of catching up', async () => {
    const subscription = watchCheckpoints();
    await subscription.untilSeen('caughtUp');
    // 384 events and the system's own: six intervals, and the rest.
    expect(subscription.reached).to.have.length(7);
    expect(subscription.order.slice(-2)).to.deep.equal(['checkpoint', 'caughtUp']);
    const commits = subscription.reached.map(({ commit }) => commit);
    expect(commits).to.deep.equal([...new Set(commits)].toSorted((a, b) => Number(a - b)));
    await subscription.unsubscribe();
  });

  it('are never ahead of an event that matches, and a subscription resumes from each without loss or repetition', async () => {
    const all = watchCheckpoints();
    await all.untilSeen('caughtUp');
    const matches = all.events.flatMap(({ event }) => (event ? [event] : []));
    for (const checkpoint of all.reached) {
      const resumed = watchCheckpoints(checkpoint);
      await resumed.untilSeen('caughtUp');
      const expected = matches.filter(({ position }) => Number(position?.commit) > Number(checkpoint.commit));
      expect(typesOf(resumed.events)).to.deep.equal(expected.map(({ type }) => type));
      await resumed.unsubscribe();
    }
    await all.unsubscribe();
  });

  it('are not sent at the live end, but go on with live events', async () => {
    const subscription = store.client.subscribeToAll({
      fromPosition: END,
      filter: eventTypeFilter({ prefixes: ['none'], checkpointReached: () => wake?.() }),
    });
    let checkpoints = 0;
    let wake: (() => void) | undefined;
    const watched = watch(subscription);
    const reached = new Promise<void>((resolve) => {
      wake = () => {
        checkpoints++;
        resolve();
      };
    });
    await watched.untilSeen('caughtUp');
    expect(checkpoints).to.equal(0);
    await store.client.appendToStream(aStream(), events(40));
    await reached;
    expect(checkpoints).to.equal(1);
    await watched.unsubscribe();
  });
});
