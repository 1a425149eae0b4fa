import { expect } from 'chai';
import { recordUnsignedEvents } from '../../../src/infra/postgres/unsigned-events.ts';
import { useDatabase } from '../../support/databases.ts';

describe('the position up to which events need no mac', () => {
  const database = useDatabase();

  it('is the end of the log at the first start, and never changes', async () => {
    const starts = await Promise.all([7n, 7n].map((head) => recordUnsignedEvents(database.db, head)));
    expect(starts).to.deep.equal([7n, 7n]);
    expect(await recordUnsignedEvents(database.db, 2n ** 60n)).to.equal(7n);
  });
});
