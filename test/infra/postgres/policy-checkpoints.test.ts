import { expect } from 'chai';
import { createPolicyCheckpoints } from '../../../src/infra/postgres/policy-checkpoints.ts';
import { useDatabase } from '../../support/databases.ts';

describe('policies’ checkpoints in Postgres', () => {
  const database = useDatabase();

  it('begin at 0 and never go back', async () => {
    const checkpoints = createPolicyCheckpoints(database.db);
    expect(await checkpoints.read('test')).to.equal(0n);
    await checkpoints.move('test', 2n ** 60n);
    await checkpoints.move('test', 7n);
    expect(await checkpoints.read('test')).to.equal(2n ** 60n);
    expect(await checkpoints.read('other')).to.equal(0n);
  });
});
