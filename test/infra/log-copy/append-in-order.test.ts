import type { EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { createAppendInOrder } from '../../../src/infra/log-copy/append-in-order.ts';

const event = { id: '01900000-0000-8000-8000-000000000001', type: 'SetLogged', data: {}, metadata: new Uint8Array() };
const batch = (stream: string) => ({ stream, revision: 0, position: 1n, events: [event] });

describe('appending in the order of the log', () => {
  it('sets no deadline at which an event store would leave out an append and write the ones after it', async () => {
    const deadlines: number[] = [];
    const appendToStream = async (...[, , { deadline }]: readonly [unknown, unknown, { deadline: number }]) =>
      void deadlines.push(deadline);
    const appends = createAppendInOrder({ appendToStream } as unknown as EventStoreDBClient, () => {});
    await appends.add(batch('session-1'));
    await appends.finish();
    expect(deadlines.every((each) => each >= 24 * 3_600_000)).to.equal(true);
  });

  it('sends nothing after a failure', async () => {
    const sent: string[] = [];
    const appendToStream = async (stream: string) => {
      sent.push(stream);
      throw new Error('away');
    };
    const appends = createAppendInOrder({ appendToStream } as unknown as EventStoreDBClient, () => {});
    await appends.add(batch('session-1'));
    const failure = await appends.finish().catch(({ message }: Error) => message);
    expect(failure).to.equal('away');
    const refused = await appends.add(batch('session-2')).catch(({ message }: Error) => message);
    expect([refused, sent]).to.deep.equal(['away', ['session-1']]);
  });
});
