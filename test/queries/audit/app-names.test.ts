import { expect } from 'chai';
import type { AccountEvent } from '../../../src/events/account.ts';
import type { RecordedEvent } from '../../../src/events/event.ts';
import { streamOf } from '../../../src/events/streams.ts';
import { readActingApps } from '../../../src/queries/audit/app-names.ts';
import { athlete, eventAt, firstCredentialId, stranger, streamOfEvents } from '../../support/specification.ts';

const grant = '01900000-0000-7000-8000-0000000000f1';

const registered = (email: string, name: string | null): AccountEvent => ({
  type: 'AccountRegistered',
  data: {
    ...{ accountId: athlete, isActive: true, isSuperuser: false, role: 'application-access' },
    ...{ credentialId: firstCredentialId, personal: { email, name } },
  },
});

/** For whom an app seems to have acted in the history of the athlete, when it has acted for an account. */
async function actedFor(id: string, ...account: readonly AccountEvent[]): Promise<string | undefined> {
  const event = eventAt({ type: 'SessionDeleted', data: {} }, 0) as unknown as RecordedEvent;
  const actor = { ...event.metadata.actor, id, session: grant };
  const acted = { ...event, metadata: { ...event.metadata, actor } } as RecordedEvent;
  const ports = {
    appGrants: { appNames: async () => new Map([[grant, 'Bar Path']]) },
    store: { read: async (stream: string) => (stream === streamOf('account', id) ? streamOfEvents(account) : []) },
  };
  return (await readActingApps(ports as never, [acted]))(acted)?.for;
}

describe('the app that has caused an event', () => {
  it('has acted for the athlete by name, else by email address', async () => {
    expect(await actedFor(athlete, registered('ada@example.com', 'Ada'))).to.equal('Ada');
    expect(await actedFor(athlete, registered('ada@example.com', null))).to.equal('ada@example.com');
  });

  it('has acted for another account by name, and never by an address that the reader may not know', async () => {
    expect(await actedFor(stranger, registered('coach@example.com', 'Bo'))).to.equal('Bo');
    expect(await actedFor(stranger, registered('coach@example.com', null))).to.equal('another account');
    expect(await actedFor(stranger)).to.equal('an erased account');
  });
});
