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
import { events, newStreamName, typesOf, useEventStore } from '../support/store.ts';
import { watchSubscription } from '../support/watch-subscription.ts';

describe('a filtered subscription to $all', () => {
  const store = useEventStore();
  const filters = {
    'a prefix of the event type': [eventTypeFilter({ prefixes: ['apple', 'pear'] }), ['apple0', 'pear0', 'apple0']],
    'a pattern of the event type': [eventTypeFilter({ regex: '^(apple|plum)' }), ['apple0', 'plum0', 'apple0']],
    'an unanchored pattern': [eventTypeFilter({ regex: 'l' }), ['apple0', 'plum0', 'apple0']],
    'a prefix of the stream name': [streamNameFilter({ prefixes: ['basket'] }), ['apple0', 'plum0']],
    'a pattern of the stream name': [streamNameFilter({ regex: '^(bowl|box)-' }), ['pear0', 'apple0']],
    'the exclusion of system events': [excludeSystemEvents(), ['apple0', 'plum0', 'pear0', 'apple0']],
  } as const;

  before(async () => {
    const append = (stream: string, type: string) => store.client.appendToStream(stream, events(1, type));
    await append('basket-1', 'apple');
    await append('basket-1', 'plum');
    await append('bowl-1', 'pear');
    await append('box-1', 'apple');
  });

  for (const [kind, [filter, expected]] of Object.entries(filters)) {
    it(`delivers the events that match ${kind}`, async () => {
      const subscription = watchSubscription(store.client.subscribeToAll({ filter }));
      await subscription.untilSeen('caughtUp');
      expect(typesOf(subscription.events)).to.deep.equal(expected);
      await subscription.unsubscribe();
    });
  }

  it('delivers new events that match its filter', async () => {
    const filter = eventTypeFilter({ prefixes: ['late'] });
    const subscription = watchSubscription(store.client.subscribeToAll({ filter, fromPosition: END }));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(newStreamName(), [...events(50), ...events(2, 'late'), ...events(50)]);
    await subscription.untilSeen('late1');
    expect(typesOf(subscription.events)).to.deep.equal(['late0', 'late1']);
    await subscription.unsubscribe();
  });

  it('rejects a filter with a malformed pattern', async () => {
    const subscription = watchSubscription(store.client.subscribeToAll({ filter: eventTypeFilter({ regex: '(' }) }));
    expect(await subscription.failed()).to.be.instanceOf(UnknownError);
  });
});

describe('checkpoints of a filtered subscription to $all', () => {
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
    return { reached, order, ...watchSubscription(subscription) };
  };

  before(async () => {
    for (let n = 0; n < 6; n++) {
      const misses = Array.from({ length: 63 }, () => jsonEvent({ type: 'miss', data: {} }));
      await store.client.appendToStream(newStreamName(), [...misses, jsonEvent({ type: `match${n}`, data: {} })]);
    }
  });

  it('sends a checkpoint after each interval of examined events, and none at the end of the log', async () => {
    const subscription = watchCheckpoints();
    await subscription.untilSeen('caughtUp');
    // 384 events and one system event fill six checkpoint intervals, and begin a seventh.
    expect(subscription.reached).to.have.length(6);
    expect(subscription.order.slice(-2)).to.deep.equal(['match5', 'caughtUp']);
    const commits = subscription.reached.map(({ commit }) => commit);
    expect(commits).to.deep.equal([...new Set(commits)].toSorted((a, b) => Number(a - b)));
    await subscription.unsubscribe();
  });

  it('resumes from every checkpoint without losing or repeating a matching event', async () => {
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

  it('sends checkpoints for new events, but none while nothing is written', async () => {
    const subscription = store.client.subscribeToAll({
      fromPosition: END,
      filter: eventTypeFilter({ prefixes: ['none'], checkpointReached: () => wake?.() }),
    });
    let checkpoints = 0;
    let wake: (() => void) | undefined;
    const watched = watchSubscription(subscription);
    const reached = new Promise<void>((resolve) => {
      wake = () => {
        checkpoints++;
        resolve();
      };
    });
    await watched.untilSeen('caughtUp');
    expect(checkpoints).to.equal(0);
    await store.client.appendToStream(newStreamName(), events(40));
    await reached;
    expect(checkpoints).to.equal(1);
    await watched.unsubscribe();
  });
});
