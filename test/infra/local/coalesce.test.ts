import { expect } from 'chai';
import { coalesce } from '../../../src/infra/local/coalesce.ts';

/** Work whose runs end when the test says so. */
function controlledWork() {
  const runs: PromiseWithResolvers<void>[] = [];
  const work = () => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  };
  return { runs, work };
}

describe('coalesced work', () => {
  it('runs once for the first call and once for all calls that come meanwhile', async () => {
    const { runs, work } = controlledWork();
    const call = coalesce(work);
    const calls = Array.from({ length: 10 }, () => call());
    expect(runs).to.have.length(1);
    runs[0]?.resolve();
    await calls[0];
    await new Promise(setImmediate);
    expect(runs).to.have.length(2);
    runs[1]?.resolve();
    await Promise.all(calls);
    expect(runs).to.have.length(2);
  });

  it('runs again for a call after the end of the last run', async () => {
    const { runs, work } = controlledWork();
    const call = coalesce(work);
    for (let count = 1; count <= 3; count += 1) {
      const done = call();
      expect(runs).to.have.length(count);
      runs.at(-1)?.resolve();
      await done;
    }
  });

  it('fails only the calls of a failed run', async () => {
    const { runs, work } = controlledWork();
    const call = coalesce(work);
    const outcome = (done: Promise<void>) =>
      done.then(
        () => 'done',
        () => 'failed',
      );
    const [first, second] = [outcome(call()), outcome(call())];
    runs[0]?.reject(new Error('away'));
    expect(await first).to.equal('failed');
    await new Promise(setImmediate);
    runs[1]?.resolve();
    expect(await second).to.equal('done');
  });
});
