import { expect } from 'chai';
import { accountFold, selfOf } from '../../src/documents/account.ts';
import { documentOf, gone, present, replay } from '../../src/documents/presence.ts';
import type { AccountEvent } from '../../src/events/account.ts';
import {
  assigned,
  deactivated,
  erased,
  lapsed,
  newCredentialId,
  registered,
  registeredAs,
} from '../commands/support/accounts.ts';
import { athlete, eventAt, firstCredentialId, noon, streamOfEvents } from '../support/specification.ts';

const foldOf = (...events: readonly AccountEvent[]) => replay(accountFold, streamOfEvents(events));
const documentAfter = (...events: readonly AccountEvent[]) => documentOf(foldOf(registered, ...events));

const renamed: AccountEvent = { type: 'AccountRenamed', data: { personal: { name: 'Bea' } } };
const moved: AccountEvent = { type: 'EmailChanged', data: { personal: { email: 'b@example.com' } } };
const reactivated: AccountEvent = { type: 'AccountReactivated', data: {} };
const granted: AccountEvent = { type: 'SuperuserGranted', data: {} };
const offered: AccountEvent = { type: 'PasswordResetOffered', data: {} };
const signedOut: AccountEvent = { type: 'SignedOutEverywhere', data: {} };
const changed: AccountEvent = { type: 'PasswordChanged', data: { credentialId: newCredentialId } };

describe('the document of an account', () => {
  it('has the registered values', () =>
    expect(documentAfter()).to.deep.equal({
      ...{ id: athlete, name: 'Ada', email: 'ada@example.com', isActive: true, isSuperuser: false },
      ...{ roleName: 'Application Access', roleSlug: 'application-access', createdAt: noon, updatedAt: noon },
    }));
  it('follows each event that changes a member', () => {
    expect(documentAfter(renamed)).to.include({ name: 'Bea' });
    expect(documentAfter(moved)).to.include({ email: 'b@example.com' });
    expect(documentAfter(deactivated)).to.include({ isActive: false });
    expect(documentAfter(deactivated, reactivated)).to.include({ isActive: true });
    expect(documentAfter(granted)).to.include({ isSuperuser: true });
    expect(documentAfter(granted, { type: 'SuperuserRevoked', data: {} })).to.include({ isSuperuser: false });
  });
  it('names the assigned role, and the default role after a revocation', () => {
    const revoked: AccountEvent = { type: 'RoleRevoked', data: { role: 'superuser' } };
    expect(documentAfter(assigned('fitness-trainer'))).to.include({
      ...{ roleSlug: 'fitness-trainer', roleName: 'Fitness Trainer' },
    });
    expect(documentAfter(assigned('superuser'))).to.include({ roleSlug: 'superuser', roleName: 'Superuser' });
    expect(documentAfter(assigned('superuser'), revoked)).to.include({
      ...{ roleSlug: 'application-access', roleName: 'Application Access' },
    });
  });
  it('is updated by events that change the account, and by no other', () => {
    const later = '2026-01-10T13:00:00.000000Z' as typeof noon;
    const updatedAt = (event: AccountEvent) =>
      documentOf(replay(accountFold, [eventAt(registered, 0), eventAt(event, 1, later)]))?.updatedAt;
    for (const event of [renamed, deactivated, changed, granted]) expect(updatedAt(event), event.type).to.equal(later);
    for (const event of [offered, signedOut, lapsed]) expect(updatedAt(event), event.type).to.equal(noon);
  });
  it('does not exist after a lapsed claim alone or after an erasure', () => {
    expect(foldOf(lapsed)).to.deep.equal(accountFold.initial);
    expect(foldOf(registered, erased)).to.deep.equal(gone);
    expect(foldOf(registered, erased, lapsed)).to.deep.equal(gone);
  });
  it('is a defect when it changes before the registration or after the erasure', () => {
    expect(() => foldOf(renamed)).to.throw('AccountRenamed of an account that is absent');
    expect(() => foldOf(registered, erased, renamed)).to.throw('gone');
  });
  it('shows its owner no dates and no role name', () =>
    expect(selfOf(present(foldOf(registeredAs('ada@example.com')), 'account').document)).to.deep.equal({
      ...{ id: athlete, name: 'Ada', email: 'ada@example.com', isActive: true, isSuperuser: false },
      roleSlug: 'application-access',
    }));
});

describe('what a sign-in depends on', () => {
  const signInState = (...events: readonly AccountEvent[]) => {
    const { credentialId, signedOutAt } = present(foldOf(registered, ...events), 'account');
    return [credentialId, signedOutAt];
  };
  it('is the first credential and the revision of the registration at first', () =>
    expect(signInState()).to.deep.equal([firstCredentialId, 0]));
  it('does not change with names, roles and offered resets', () =>
    expect(signInState(renamed, assigned('superuser'), offered)).to.deep.equal([firstCredentialId, 0]));
  it('changes with the password, with a sign-out everywhere and with a deactivation', () => {
    expect(signInState(renamed, changed)).to.deep.equal([newCredentialId, 2]);
    expect(signInState(changed, signedOut)).to.deep.equal([newCredentialId, 2]);
    expect(signInState(deactivated, reactivated)).to.deep.equal([firstCredentialId, 1]);
  });
});

describe('an aggregate that must be present', () => {
  it('refuses an absent and an erased account as not found', () => {
    for (const events of [[], [registered, erased]]) {
      expect(() => present(foldOf(...events), 'account'))
        .to.throw('No such account')
        .with.property('code', 'account-not-found');
    }
  });
});
