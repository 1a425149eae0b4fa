import { expect } from 'chai';
import { oneAtATime } from '../../../src/infra/local/one-at-a-time.ts';

describe('steps that run for one caller at a time', () => {
  const run = oneAtATime(async function* () {
    yield* [1, 2];
  }, 'It runs already.');
  const all = async () => {
    const steps: number[] = [];
    for await (const step of run()) steps.push(step);
    return steps;
  };
  const refusal = () => all().catch(({ code, message }) => `${code}: ${message}`);

  it('are refused to a second caller until the first one has all of them', async () => {
    const first = run();
    await first.next();
    expect(await refusal()).to.equal('unavailable: It runs already.');
    expect([await first.next(), await first.next()].map(({ value }) => value)).to.deep.equal([2, undefined]);
    expect(await all()).to.deep.equal([1, 2]);
  });

  it('run again after a caller who leaves', async () => {
    const first = run();
    await first.next();
    await first.return();
    expect(await all()).to.deep.equal([1, 2]);
  });
});
