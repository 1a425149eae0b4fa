import { expect } from 'chai';
import { otherStoreOf } from '../../cli/log/other-store.ts';

const none = { to: undefined, from: undefined };

describe('the event store that irontrack log copy copies to or from', () => {
  it('is that of a variable, so that its password is no option that others can read', () => {
    expect(otherStoreOf(none, { LOG_COPY_TO: 'esdb://a' })).to.deep.equal({ url: 'esdb://a', isTarget: true });
    expect(otherStoreOf(none, { LOG_COPY_FROM: 'esdb://a' })).to.deep.equal({ url: 'esdb://a', isTarget: false });
  });

  it('is that of an option if there is one', () => {
    const env = { LOG_COPY_TO: 'esdb://a', LOG_COPY_FROM: 'esdb://b' };
    expect(otherStoreOf({ ...none, to: 'esdb://c' }, env)).to.deep.equal({ url: 'esdb://c', isTarget: true });
    expect(otherStoreOf({ ...none, from: 'esdb://c' }, env)).to.deep.equal({ url: 'esdb://c', isTarget: false });
  });

  it('is refused when it is missing or could be two, without the addresses', () => {
    expect(() => otherStoreOf(none, { LOG_COPY_TO: '' })).to.throw('Set LOG_COPY_TO or LOG_COPY_FROM, or give --to or');
    const both = { LOG_COPY_TO: 'esdb://a', LOG_COPY_FROM: 'esdb://b' };
    expect(() => otherStoreOf(none, both)).to.throw(/^Set LOG_COPY_TO or LOG_COPY_FROM, not both\.$/);
  });
});
