import { expect } from 'chai';
import { createRunningRequests } from '../../../src/infra/local/running-requests.ts';

describe('the count of running requests', () => {
  let now = 0;
  const { begin, areRunning } = createRunningRequests(() => now);

  it('counts a request until it ends', () => {
    const end = begin();
    const endOther = begin();
    expect(areRunning()).to.equal(true);
    end();
    expect(areRunning()).to.equal(true);
    endOther();
    expect(areRunning()).to.equal(false);
  });

  it('stops counting a request after 30 ms, because it waits for something else', () => {
    begin();
    now += 29;
    expect(areRunning()).to.equal(true);
    const end = begin();
    now += 1;
    expect(areRunning()).to.equal(true);
    end();
    expect(areRunning()).to.equal(false);
  });
});
