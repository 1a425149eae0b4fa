import { BACKWARDS, END, START } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, events, newStreamName, typesOf, useEventStore } from '../support/store.ts';

describe('reading $all', () => {
  const store = useEventStore();
  let positions: { commit: bigint; prepare: bigint }[] = [];

  before(async () => {
    for (let n = 0; n < 5; n++) await store.client.appendToStream(newStreamName(), events(30, `s${n}-`));
    positions = (await collect(store.client.readAll())).flatMap(({ event }) =>
      event?.position ? [event.position] : [],
    );
  });

  it('returns a system event first, even from a new database', async () => {
    const [first] = await collect(store.client.readAll({ maxCount: 1 }));
    expect(first?.event?.type).to.match(/^\$/);
    expect(Number(first?.event?.position.commit)).to.be.above(0);
  });

  it('returns every event once, in the order of appends, with strictly increasing positions', async () => {
    const read = await collect(store.client.readAll());
    expect(positions).to.have.length(151);
    expect(
      positions.every(({ commit }, index) => index === 0 || commit > (positions[index - 1]?.commit ?? 0n)),
    ).to.equal(true);
    expect(typesOf(read).slice(1)).to.deep.equal(
      [0, 1, 2, 3, 4].flatMap((n) => events(30, `s${n}-`).map(({ type }) => type)),
    );
  });

  it('reads forwards from a position (inclusive), and nothing from the end', async () => {
    const fromPosition = positions[100];
    if (!fromPosition) throw new Error();
    const read = await collect(store.client.readAll({ fromPosition }));
    expect(read).to.have.length(51);
    expect(read[0]?.event?.position).to.deep.equal(fromPosition);
    expect(await collect(store.client.readAll({ fromPosition: END }))).to.deep.equal([]);
    const beyond = { commit: 2n ** 62n, prepare: 2n ** 62n };
    expect(await collect(store.client.readAll({ fromPosition: beyond }))).to.deep.equal([]);
  });

  it('reads backwards from the end or from a position (exclusive), and nothing from the start', async () => {
    const fromPosition = positions[100];
    if (!fromPosition) throw new Error();
    const all = await collect(store.client.readAll({ direction: BACKWARDS, fromPosition: END }));
    const before = await collect(store.client.readAll({ direction: BACKWARDS, fromPosition, maxCount: 70 }));
    expect(all.map(({ event }) => event?.position)).to.deep.equal(positions.toReversed());
    expect(before.map(({ event }) => event?.position)).to.deep.equal(positions.slice(30, 100).toReversed());
    expect(await collect(store.client.readAll({ direction: BACKWARDS, fromPosition: START }))).to.deep.equal([]);
  });

  it('returns events of deleted and tombstoned streams', async () => {
    const [deleted, tombstoned] = [newStreamName(), newStreamName()];
    await store.client.appendToStream(deleted, events(2, 'deleted'));
    await store.client.appendToStream(tombstoned, events(2, 'tombstoned'));
    await store.client.deleteStream(deleted);
    await store.client.tombstoneStream(tombstoned);
    const types = typesOf(
      await collect(store.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 6 })),
    );
    expect(types).to.deep.equal(['$streamDeleted', '$metadata', 'tombstoned1', 'tombstoned0', 'deleted1', 'deleted0']);
  });
});
