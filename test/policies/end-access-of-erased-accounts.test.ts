import { expect } from 'chai';
import type { Execute } from '../../src/commands/execute.ts';
import { DomainError, notFound } from '../../src/errors.ts';
import type { RecordedEvent } from '../../src/events/event.ts';
import type { AccountId, Instant } from '../../src/events/ids.ts';
import { endAccessOfErasedAccounts, type GrantedThing } from '../../src/policies/end-access-of-erased-accounts.ts';

const [owner, other, friend] = ['owner', 'other', 'friend'] as unknown as [AccountId, AccountId, AccountId];
const unit: GrantedThing = { stream: 'unit-1', owner };
const plan: GrantedThing = { stream: 'plan-2', owner: other };

const event = (type: string, stream: string, by: string, data: object = {}): RecordedEvent =>
  ({ id: 'event', type, stream, data, position: 7n, metadata: { owner: by } }) as never;
const erased = event('AccountErased', `account-${friend}`, friend);
const granted = event('AccessGranted', 'unit-1', owner, { accountId: friend, level: 'read' });

/** What the policy does with these erased accounts and things; `refuse` makes its commands fail. */
async function sentFor(cause: RecordedEvent, gone: readonly AccountId[], refuse: (() => Error) | null = null) {
  const sent: string[] = [];
  const policy = endAccessOfErasedAccounts({
    clock: () => '2026-01-10T12:00:00.000000Z' as Instant,
    newId: () => 'new',
    isErased: async (account) => gone.includes(account),
    listGranted: async ({ account, position }) => (account === friend && position === 7n ? [unit, plan] : []),
    execute: (async (...[decider, id, commands, { by, actor, causationId }]: Parameters<Execute>) => {
      if (refuse) throw refuse();
      sent.push(`${decider.category} ${id} ${JSON.stringify(commands)} ${by} ${actor.via} ${causationId}`);
    }) as unknown as Execute,
  });
  await policy.act(cause, 'key', new AbortController().signal);
  return sent;
}

const ends = (thing: string, by: string) =>
  `${thing} [{"type":"EndAccess","data":{"accountId":"friend"}}] ${by} policy event`;

describe('ending the access of erased accounts', () => {
  it('ends every grant of an account when it is erased, on behalf of the owners', async () => {
    expect(await sentFor(erased, [friend])).to.deep.equal([ends('unit 1', 'owner'), ends('plan 2', 'other')]);
  });

  it('ends a grant that comes after the erasure, and leaves those of other accounts', async () => {
    expect(await sentFor(granted, [friend])).to.deep.equal([ends('unit 1', 'owner')]);
    expect(await sentFor(granted, [other])).to.deep.equal([]);
  });

  it('leaves what has ended: the things of an erased owner, and deleted things', async () => {
    expect(await sentFor(erased, [friend, owner])).to.deep.equal([ends('plan 2', 'other')]);
    expect(await sentFor(erased, [friend], () => notFound('unit'))).to.deep.equal([]);
  });

  it('reports an outage, so that it acts again', async () => {
    const outage = await sentFor(erased, [friend], () => new DomainError('unavailable', 'Away.')).catch(
      (error: DomainError) => error.code,
    );
    expect(outage).to.equal('unavailable');
  });
});
