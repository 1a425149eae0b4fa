import { expect } from 'chai';
import { spaceOut } from '../../../src/infra/local/space-out.ts';

const running = new AbortController().signal;
const nothing = async () => {};

describe('costly work that is spaced out', () => {
  it('rests for ten times its duration, for ten minutes at most, and also after a failure', async () => {
    let time = 0;
    const pauses: number[] = [];
    const durations = [5, 200_000];
    const work = spaceOut(
      async () => {
        time += durations.shift() ?? 0;
        if (durations.length === 0) throw new Error('away');
      },
      { now: () => time, pause: async (milliseconds) => void pauses.push(milliseconds) },
    );
    await work(nothing, running);
    expect(await work(nothing, running).catch((error: Error) => error.message)).to.equal('away');
    expect(pauses).to.deep.equal([50, 600_000]);
  });

  it('starts the next run only after the rest', async () => {
    const steps: string[] = [];
    const resting = Promise.withResolvers<void>();
    const work = spaceOut(async () => void steps.push('run'), { now: () => 0, pause: () => resting.promise });
    await work(nothing, running);
    const second = work(async () => void steps.push('prepare'), running).then(() => steps.push('end'));
    await new Promise(setImmediate);
    expect(steps).to.deep.equal(['run', 'prepare']);
    resting.resolve();
    await second;
    expect(steps).to.deep.equal(['run', 'prepare', 'prepare', 'run', 'end']);
  });

  it('does not rest when the process stops', async () => {
    let runs = 0;
    const work = spaceOut(
      async () => {
        runs += 1;
      },
      { now: () => 0, pause: () => new Promise(() => {}) },
    );
    const stopping = new AbortController();
    await work(nothing, stopping.signal);
    const second = work(nothing, stopping.signal);
    stopping.abort();
    await second;
    await work(nothing, stopping.signal);
    expect(runs).to.equal(3);
  });

  it('prepares again and again during the rest, so that only the work itself is late', async () => {
    const resting = Promise.withResolvers<void>();
    const preparedTwice = Promise.withResolvers<void>();
    const work = spaceOut(nothing, { now: () => 0, pause: () => resting.promise });
    await work(nothing, running);
    let prepared = 0;
    const second = work(async () => {
      prepared += 1;
      if (prepared === 2) preparedTwice.resolve();
    }, running);
    await preparedTwice.promise;
    resting.resolve();
    await second;
    expect(prepared).to.be.greaterThan(2);
  });
});
