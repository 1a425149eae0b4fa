import { END, START } from '@eventstore/db-client';
import { expect } from 'chai';
import { events, newStreamName, useEventStore } from '../support/store.ts';
import { watchSubscription } from '../support/watch-subscription.ts';

describe('subscribing to $all', () => {
  const store = useEventStore();

  it('delivers all stored events, caughtUp, and new events', async () => {
    await store.client.appendToStream(newStreamName(), events(3));
    const subscription = watchSubscription(store.client.subscribeToAll({ fromPosition: START }));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(newStreamName(), events(1, 'live'));
    await subscription.untilSeen('live0');
    expect(subscription.seen).to.deep.equal(['confirmation', '$metadata', 'e0', 'e1', 'e2', 'caughtUp', 'live0']);
    await subscription.unsubscribe();
  });

  it('starts a subscription after the given position, and from the start for position 0/0', async () => {
    const { position = { commit: 0n, prepare: 0n } } = await store.client.appendToStream(
      newStreamName(),
      events(1, 'known'),
    );
    await store.client.appendToStream(newStreamName(), events(1, 'next'));
    const fromZero = watchSubscription(store.client.subscribeToAll({ fromPosition: { commit: 0n, prepare: 0n } }));
    const afterKnown = watchSubscription(store.client.subscribeToAll({ fromPosition: position }));
    await Promise.all([fromZero.untilSeen('caughtUp'), afterKnown.untilSeen('caughtUp')]);
    expect(fromZero.seen[1]).to.equal('$metadata');
    expect(afterKnown.seen).to.deep.equal(['confirmation', 'next0', 'caughtUp']);
    await Promise.all([fromZero.unsubscribe(), afterKnown.unsubscribe()]);
  });

  it('delivers only new events when it starts at the end of $all', async () => {
    const subscription = watchSubscription(store.client.subscribeToAll({ fromPosition: END }));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(newStreamName(), events(1, 'new'));
    await subscription.untilSeen('new0');
    expect(subscription.seen).to.deep.equal(['confirmation', 'caughtUp', 'new0']);
    await subscription.unsubscribe();
  });

  it('delivers each event once and in order while many are written', async () => {
    const { position = { commit: 0n, prepare: 0n } } = await store.client.appendToStream(newStreamName(), events(1));
    const write = () =>
      Promise.all(Array.from({ length: 400 }, () => store.client.appendToStream(newStreamName(), events(2, 'during'))));
    const first = write();
    const subscription = watchSubscription(store.client.subscribeToAll({ fromPosition: position }));
    await Promise.all([first, write()]);
    await subscription.until(() => subscription.events.length >= 1_600);
    const positions = subscription.events.map(({ event }) => event?.position?.commit ?? 0n);
    expect(positions).to.have.length(1_600);
    expect(positions.every((commit, index) => index === 0 || commit > (positions[index - 1] ?? 0n))).to.equal(true);
    expect(subscription.seen.filter((what) => what === 'caughtUp')).to.have.length(1);
    await subscription.unsubscribe();
  });
});
