import { expect } from 'chai';
import { emailClaim } from '../../../src/commands/account/state.ts';
import type { RecordedEvent } from '../../../src/events/event.ts';
import { streamOf } from '../../../src/events/streams.ts';
import type { UniquenessClaims } from '../../../src/ports/claims.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import { createFindAccount } from '../../../src/use-cases/account/find-account.ts';
import { athlete, noon, stranger } from '../../support/specification.ts';

type Names = Readonly<{ id: string; email: string; renames: number }>;

/** The events of an account that has been renamed some times. */
const eventsOf = ({ id, email, renames }: Names): readonly RecordedEvent[] => {
  const registration = { accountId: id, isActive: true, isSuperuser: false, role: 'application-access' };
  const registered = { ...registration, credentialId: id, personal: { email, name: null } };
  const renamed = { personal: { name: 'Ana' } };
  return Array.from({ length: 1 + renames }, (_, revision) => ({
    type: revision === 0 ? 'AccountRegistered' : 'AccountRenamed',
    data: revision === 0 ? registered : renamed,
    revision,
    metadata: { receivedAt: noon },
  })) as unknown as readonly RecordedEvent[];
};

describe('finding an account by its address', () => {
  const ana = { id: athlete, email: 'ana@example.com', renames: 1 };
  const busy = { id: stranger, email: 'busy@example.com', renames: 500 };
  let accounts: readonly Names[];
  let read: number[];
  let find: (email: string) => Promise<unknown>;
  beforeEach(() => {
    accounts = [ana, busy];
    read = [];
    const streamOfAccount = ({ id }: Names) => streamOf('account', id);
    const claims: Pick<UniquenessClaims, 'holder'> = {
      holder: async ({ key }) => {
        const found = accounts.find(({ email }) => emailClaim(email).key === key);
        return found ? streamOfAccount(found) : null;
      },
    };
    const store: Pick<EventStore, 'read'> = {
      async read(stream) {
        const found = accounts.find((each) => streamOfAccount(each) === stream);
        const events = found ? eventsOf(found) : [];
        read.push(events.length);
        return events;
      },
    };
    find = createFindAccount({ claims: claims as UniquenessClaims, store: store as EventStore });
  });

  it('reads as many events for an unknown address as for an account, whose events it then drops', async () => {
    expect(await find(' ANA@example.com')).to.nested.include({ 'document.email': ana.email });
    for (const unknown of ['unknown@example.com', 'no address']) expect(await find(unknown)).to.equal(null);
    expect(read).to.deep.equal([2, 2, 2]);
  });

  it('never reads an account with many events for an unknown address, once it knows a shorter one', async () => {
    await find(ana.email);
    await find(busy.email);
    expect(await find('unknown@example.com')).to.equal(null);
    expect(read).to.deep.equal([2, 501, 2]);
  });

  it('still finds nothing when the account that it read instead was erased', async () => {
    await find(ana.email);
    accounts = [busy];
    expect(await find('unknown@example.com')).to.equal(null);
    await find(busy.email);
    expect(await find('unknown@example.com')).to.equal(null);
    expect(read).to.deep.equal([2, 0, 501, 501]);
  });
});
