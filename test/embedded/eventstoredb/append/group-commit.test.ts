import { expect } from 'chai';
import { openStore } from '../../../../embedded/eventstoredb/store/store.ts';

const event = (type: string) => ({
  id: crypto.randomUUID(),
  type,
  json: true,
  data: Buffer.from('{}'),
  metadata: Buffer.alloc(0),
});

describe('group commit', () => {
  it('commits all writes of one turn of the event loop together; one refusal does not affect the others', async () => {
    const store = openStore(':memory:');
    let commits = 0;
    store.onCommit(() => commits++);
    const append = (stream: string) => store.write((writes) => writes.append(stream, 'no_stream', [event('t')]));
    const outcomes = await Promise.allSettled([append('a'), append('b'), append('a'), append('c')]);
    expect(commits).to.equal(1);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    store.close();
  });

  it('rolls the whole group back when one write fails with an unexpected error', async () => {
    const store = openStore(':memory:');
    const append = (stream: string) => store.write((writes) => writes.append(stream, 'no_stream', [event('t')]));
    const head = store.reads.head();
    const broken = store.write((writes) => {
      writes.append('b', 'no_stream', [event('t')]);
      throw new Error('The disk is full.');
    });
    const outcomes = await Promise.allSettled([append('a'), broken, append('c')]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(Array(3).fill('rejected'));
    expect(store.reads.head()).to.equal(head);
    expect((await append('a')).revision).to.equal(0);
    expect(store.reads.allForwards(0, Number.MAX_SAFE_INTEGER, 10).map(({ stream }) => stream)).to.deep.equal([
      '$$$stats',
      'a',
    ]);
    store.close();
  });

  it('rejects queued writes when the store closes', async () => {
    const store = openStore(':memory:');
    const waiting = store.write((writes) => writes.append('a', 'no_stream', [event('t')]));
    store.close();
    const [outcome] = await Promise.allSettled([waiting]);
    expect(outcome.status).to.equal('rejected');
  });
});
