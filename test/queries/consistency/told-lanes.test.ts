import { expect } from 'chai';
import { createToldLanes } from '../../../src/queries/consistency/told-lanes.ts';
import { createInMemoryLaneSignals } from '../../support/in-memory-lane-signals.ts';

describe('a query whose lane is not known to have arrived', () => {
  const place = (position: bigint, lane = 0) => ({ layout: 1, lane, position });
  const start = async () => {
    const signals = createInMemoryLaneSignals();
    const told = createToldLanes(signals);
    await told.until([]);
    return { told, tell: (position: bigint, lane = 0) => signals.announce({ set: 'any', ...place(position, lane) }) };
  };

  it('does not wait without signals, or for a lane of which none has told', async () => {
    await createToldLanes(undefined).until([place(5n)]);
    const { told, tell } = await start();
    tell(1n, 1);
    await told.until([place(5n)]);
  });

  it('waits until signals have told of all its positions', async () => {
    const { told, tell } = await start();
    tell(1n);
    tell(1n, 1);
    let isOver = false;
    const waiting = told.until([place(5n), place(3n, 1), place(1n)]).then(() => {
      isOver = true;
    });
    tell(6n);
    tell(2n, 1);
    await Promise.resolve();
    expect(isOver).to.equal(false);
    tell(3n, 1);
    await waiting;
    await told.until([place(6n)]);
  });

  it('reads after a short time without a signal, because it may be lost', async () => {
    const { told, tell } = await start();
    tell(1n);
    await told.until([place(5n)]);
  });
});
