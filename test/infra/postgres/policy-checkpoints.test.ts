import { expect } from 'chai';
import { createPolicyCheckpoints } from '../../../src/infra/postgres/policy-checkpoints.ts';
import { useDatabase } from '../../support/databases.ts';

describe('checkpoints of policies in Postgres', () => {
  const database = useDatabase();

  it('starts the checkpoint of a policy at 0 and never moves it back', async () => {
    const checkpoints = createPolicyCheckpoints(database.db);
    expect(await checkpoints.read('test')).to.equal(0n);
    await checkpoints.move('test', 2n ** 60n);
    await checkpoints.move('test', 7n);
    expect(await checkpoints.read('test')).to.equal(2n ** 60n);
    expect(await checkpoints.read('other')).to.equal(0n);
  });
});
