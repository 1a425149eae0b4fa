import { expect } from 'chai';
import { type AccountAct, type AccountCommand, createAccountDecider } from '../../../src/commands/account/decider.ts';
import { createExecute } from '../../../src/commands/execute.ts';
import { DomainError } from '../../../src/errors.ts';
import { defaultRole } from '../../../src/events/values.ts';
import { createActOnAccount } from '../../../src/use-cases/account/act-on-account.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { athlete, firstCredentialId, noon, stranger } from '../../support/specification.ts';

const registration: AccountCommand = {
  type: 'RegisterAccount',
  as: 'self',
  data: {
    ...{ accountId: athlete, email: 'ada@example.com', name: null },
    ...{ isActive: true, isSuperuser: false, role: defaultRole, credentialId: firstCredentialId },
  },
};
const assign: AccountAct = { type: 'AssignRole', as: 'superuser', data: { role: 'fitness-trainer' } };
const context = {
  actor: { id: stranger, role: defaultRole, via: 'http' } as const,
  ...{ by: stranger, correlationId: 'request', causationId: 'request', receivedAt: noon },
};

describe('a command to an account', () => {
  let isRedisDown: boolean;
  let renewals: number;
  let types: () => readonly string[];
  let act: (acts: readonly AccountAct[]) => Promise<string>;
  beforeEach(async () => {
    [isRedisDown, renewals] = [false, 0];
    const store = inMemoryEventStore(() => noon);
    types = () => store.all().map(({ type }) => type);
    const account = createAccountDecider({ adminEmail: 'admin@example.com' });
    const takeClaims = async () => ({ confirm: async () => {} });
    const execute = createExecute({ store, takeClaims, positions: { record: async () => {} }, cache: new Map() });
    await execute(account, athlete, [registration], { ...context, by: athlete, owner: athlete });
    const snapshots = {
      async renew() {
        if (isRedisDown) throw new DomainError('unavailable', 'Redis is unavailable.');
        renewals += 1;
      },
    };
    const none = async () => {};
    const credentials = { keep: none, discard: none, retire: none, forget: none, verify: async () => false };
    const actOnAccount = createActOnAccount({ execute, account, snapshots, credentials, store });
    act = async (acts) => {
      try {
        await actOnAccount(athlete, acts, context);
        return 'done';
      } catch (error) {
        if (error instanceof DomainError) return error.code;
        throw error;
      }
    };
  });

  it('settles after the snapshot of the account has been renewed', async () => {
    expect(await act([assign])).to.equal('done');
    expect(renewals).to.equal(1);
  });

  it('renews the snapshot when it is repeated after an outage of Redis, even if it is refused then', async () => {
    isRedisDown = true;
    expect(await act([assign])).to.equal('unavailable');
    expect(types()).to.deep.equal(['AccountRegistered', 'RoleAssigned']);
    expect(await act([assign])).to.equal('unavailable');
    isRedisDown = false;
    expect(await act([assign])).to.equal('role-held');
    expect(renewals).to.equal(1);
  });
});
