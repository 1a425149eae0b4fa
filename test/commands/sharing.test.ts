import { expect } from 'chai';
import { unit } from '../../src/commands/unit/decider.ts';
import { present, replay } from '../../src/documents/presence.ts';
import { accessOf, shownTo } from '../../src/documents/sharing.ts';
import type { AccountId } from '../../src/events/ids.ts';
import type { SharingEvent } from '../../src/events/sharing.ts';
import type { UnitEvent } from '../../src/events/unit.ts';
import { type AccessLevel, maxGrants, type SharingStatus } from '../../src/events/values.ts';
import { athlete, noon, stranger, streamOfEvents } from '../support/specification.ts';
import { asked, created, given } from './support/units.ts';

const friend = '01900000-0000-7000-8000-00000000000c' as AccountId;
const status = (value: SharingStatus): SharingEvent => ({ type: 'SharingChanged', data: { status: value } });
const granted = (level: AccessLevel, accountId = friend): SharingEvent => ({
  type: 'AccessGranted',
  data: { accountId, level },
});
const ended = (accountId = friend): SharingEvent => ({ type: 'AccessEnded', data: { accountId } });
const share = (value: SharingStatus) => ({ type: 'ChangeSharing', data: { status: value } }) as const;
const grant = (level: AccessLevel, accountId = friend) =>
  ({ type: 'GrantAccess', data: { accountId, level } }) as const;
const end = (accountId = friend) => ({ type: 'EndAccess', data: { accountId } }) as const;
const rename = { type: 'EditUnit', data: { name: 'Day B' } } as const;
const documentAfter = (...events: readonly UnitEvent[]) =>
  present(unit.presence(replay(unit, streamOfEvents([created, ...events]))), 'unit').document;

describe('Sharing a training unit', () => {
  it('changes its status once', () => {
    given(created).when(share('public')).thenYields(status('public'));
    given(created, status('public')).when(share('public')).thenYields();
    given(created).when(share('private')).thenYields();
    given(created)
      .when(share('everyone' as never))
      .thenRefused('validation', 'status');
  });

  it('grants access once, and replaces it by another level', () => {
    given(created).when(grant('read')).thenYields(granted('read'));
    given(created, granted('read')).when(grant('read')).thenYields();
    given(created, granted('read')).when(grant('write')).thenYields(granted('write'));
    given(created)
      .when(grant('all' as never))
      .thenRefused('validation', 'level');
  });

  it('refuses a grant to the owner, and more grants than are allowed', () => {
    given(created).when(grant('read', athlete)).thenRefused('validation', 'accountId');
    const many = Array.from({ length: maxGrants }, (_, index) => granted('read', `account ${index}` as AccountId));
    given(created, ...many)
      .when(grant('read'))
      .thenRefused('validation', 'accountId');
    given(created, ...many)
      .when(grant('write', 'account 0' as AccountId))
      .thenYields(granted('write', 'account 0' as AccountId));
  });

  it('ends a grant once', () => {
    given(created, granted('read')).when(end()).thenYields(ended());
    given(created, granted('read'), ended()).when(end()).thenYields();
  });

  const levels: readonly AccessLevel[] = ['read', 'write'];
  const ownersOnly = [
    ...[share('private'), grant('write', stranger), end(stranger)],
    ...[
      { type: 'ArchiveUnit', data: {} },
      { type: 'RestoreUnit', data: {} },
      { type: 'DeleteUnit', data: {} },
    ],
  ] as const;

  it('lets an account with the right to write edit, but not share, archive or delete', () => {
    const by = { by: friend };
    const shared = [created, status('shared'), granted('write')];
    given(...shared)
      .when(rename, by)
      .thenYields({ type: 'UnitEdited', data: { personal: { name: 'Day B', description: null } } });
    for (const command of ownersOnly)
      given(...shared)
        .when(command, by)
        .thenRefused('access-too-low');
  });

  it('lets an account with the right to read change nothing', () => {
    const by = { by: friend };
    const add = { type: 'AddUnitExercise', data: asked(1) } as const;
    for (const past of [
      [created, status('shared'), granted('read')],
      [created, status('public')],
    ]) {
      for (const command of [rename, add, ...ownersOnly])
        given(...past)
          .when(command, by)
          .thenRefused('access-too-low');
    }
  });

  it('hides the unit from accounts without access, as if it did not exist', () => {
    for (const past of [
      [created, status('shared')],
      [created, granted('write')],
      [created, status('shared'), granted('write'), status('private')],
      [created, status('shared'), granted('write'), ended()],
      [created, status('shared'), granted('write', stranger)],
      [created, status('public'), granted('write'), { type: 'UnitDeleted', data: {} } as const],
    ]) {
      for (const command of [rename, ...ownersOnly]) {
        given(...past)
          .when(command, { by: friend })
          .thenRefused('unit-not-found');
      }
    }
  });

  it('wakes sleeping grants when the unit is shared again', () => {
    const past = [created, status('shared'), granted('write'), status('private'), status('public')];
    given(...past)
      .when(rename, { by: friend })
      .thenYields({ type: 'UnitEdited', data: { personal: { name: 'Day B', description: null } } });
  });

  it('lets an account give up its own access', () => {
    for (const level of levels) {
      given(created, status('shared'), granted(level)).when(end(), { by: friend }).thenYields(ended());
    }
    given(created, granted('read')).when(end(), { by: friend }).thenRefused('unit-not-found');
  });

  it('shows the owner all grants, and others none', () => {
    const document = documentAfter(status('shared'), granted('write'), granted('read', stranger));
    expect(document.grants).to.deep.equal([
      { accountId: friend, level: 'write', grantedAt: noon },
      { accountId: stranger, level: 'read', grantedAt: noon },
    ]);
    expect(shownTo(document, athlete)).to.equal(document);
    expect(shownTo(document, friend)).to.deep.equal({ ...document, access: 'write', grants: [] });
    expect(shownTo(document, stranger)).to.deep.equal({ ...document, access: 'read', grants: [] });
  });

  it('gives each account the access of the table in the contract', () => {
    const accesses = (...events: readonly UnitEvent[]) => {
      const document = documentAfter(...events, granted('write'));
      return [athlete, friend, stranger].map((account) => accessOf(document, account));
    };
    expect(accesses()).to.deep.equal(['owner', null, null]);
    expect(accesses(status('shared'))).to.deep.equal(['owner', 'write', null]);
    expect(accesses(status('public'))).to.deep.equal(['owner', 'write', 'read']);
  });
});
