import { expect } from 'chai';
import { beginRequest, breathe } from '../../../src/infra/local/breathe.ts';

/** Works without a pause. */
function workFor(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('a pause of work that must not delay requests', () => {
  it('lasts at least as long as the last slice of the work, so that requests have half of the process', async () => {
    await breathe();
    workFor(40);
    const start = performance.now();
    await breathe();
    // A timer may be early by a millisecond.
    expect(performance.now() - start).to.be.at.least(35);
  });

  it('lasts until a request is answered, but at most three times as long as the last slice', async () => {
    await breathe();
    workFor(10);
    const end = beginRequest();
    const start = performance.now();
    await breathe();
    expect(performance.now() - start).to.be.within(25, 1_000);
    end();
  });

  it('gives several callers their turns in different rounds of the event loop', async () => {
    const rounds: number[] = [];
    let round = 0;
    let isOver = false;
    const count = () => {
      round += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await Promise.all(Array.from({ length: 5 }, () => breathe().then(() => rounds.push(round))));
    isOver = true;
    expect(new Set(rounds).size).to.equal(5);
  });
});
