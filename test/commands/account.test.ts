import { expect } from 'chai';
import type { ActingAs } from '../../src/commands/account/admission.ts';
import { type AccountAct, createAccountDecider } from '../../src/commands/account/decider.ts';
import type { RegisterAccount } from '../../src/commands/account/register-account.ts';
import { emailClaim } from '../../src/commands/account/state.ts';
import type { ErrorCode } from '../../src/errors.ts';
import type { AccountEvent } from '../../src/events/account.ts';
import type { AccountId, CredentialId } from '../../src/events/ids.ts';
import { athlete, factOf, firstPassword, noon, specificationOf, stranger } from '../support/specification.ts';

const adminEmail = 'System.Admin@example.com';
const account = createAccountDecider({ adminEmail });
const given = specificationOf(account);

type Registered = Extract<AccountEvent, { type: 'AccountRegistered' }>;
const registeredAs = (email: string, part: Partial<Registered['data']> = {}): Registered => ({
  type: 'AccountRegistered',
  data: {
    ...{ accountId: athlete, isActive: true, isSuperuser: false, role: 'application-access' },
    credentialId: firstPassword,
    personal: { email, name: 'Ada' },
    ...part,
  },
});
const registered = registeredAs('ada@example.com');
const admin = registeredAs('system.ADMIN@example.com', { isSuperuser: true });
const erased: AccountEvent = { type: 'AccountErased', data: {} };
const deactivated: AccountEvent = { type: 'AccountDeactivated', data: {} };
const lapsed: AccountEvent = { type: 'ClaimLapsed', data: { scope: 'email', key: 'digest' } };
const assigned = (role: 'superuser' | 'fitness-trainer'): AccountEvent => ({ type: 'RoleAssigned', data: { role } });
const secret = '01900000-0000-7000-8000-000000000031' as CredentialId;

type Plain = AccountAct extends infer Act ? (Act extends AccountAct ? Omit<Act, 'as'> : never) : never;
const acting = (as: ActingAs, act: Plain): AccountAct => ({ ...act, as }) as AccountAct;
const edit = (data: Extract<AccountAct, { type: 'EditAccount' }>['data'], as: ActingAs = 'superuser') =>
  acting(as, { type: 'EditAccount', data });
const assign = (role: 'superuser' | 'fitness-trainer' | 'application-access', as: ActingAs = 'superuser') =>
  acting(as, { type: 'AssignRole', data: { role } });
const revoke = (role: 'superuser' | 'fitness-trainer' | 'application-access', as: ActingAs = 'superuser') =>
  acting(as, { type: 'RevokeRole', data: { role } });

/** Every act, with what it makes happen to the account as it was registered. */
const acts: readonly Readonly<{ act: Plain; events: readonly AccountEvent[] }>[] = [
  {
    act: { type: 'EditAccount', data: { name: 'Bea' } },
    events: [{ type: 'AccountRenamed', data: { personal: { name: 'Bea' } } }],
  },
  { act: { type: 'EditAccount', data: {} }, events: [] },
  { act: { type: 'AssignRole', data: { role: 'superuser' } }, events: [assigned('superuser')] },
  {
    act: { type: 'ChangePassword', data: { credentialId: secret } },
    events: [{ type: 'PasswordChanged', data: { credentialId: secret } }],
  },
  { act: { type: 'OfferPasswordReset', data: {} }, events: [{ type: 'PasswordResetOffered', data: {} }] },
  { act: { type: 'SignOutEverywhere', data: {} }, events: [{ type: 'SignedOutEverywhere', data: {} }] },
  { act: { type: 'EraseAccount', data: {} }, events: [erased] },
];
const nameOf = ({ type, data }: Plain) => `${type} ${JSON.stringify(data)}`;
const standings: readonly ActingAs[] = ['self', 'superuser', 'operator'];
/** Who acts in each standing. */
const bys: Readonly<Record<ActingAs, AccountId>> = { self: athlete, superuser: stranger, operator: stranger };

describe('register an account', () => {
  const register = (part: Partial<RegisterAccount['data']> = {}, as: ActingAs = 'self') => ({
    type: 'RegisterAccount' as const,
    as,
    data: {
      ...{ accountId: athlete, email: 'ada@example.com', name: 'Ada', isActive: true, isSuperuser: false },
      ...{ role: 'application-access' as const, credentialId: firstPassword, ...part },
    },
  });

  for (const as of standings) {
    it(`records it, by ${as}`, () => given().when(register({}, as)).thenYields(registered));
    it(`refuses an id in use, by ${as}`, () => given(registered).when(register({}, as)).thenRefused('id-taken'));
    it(`refuses the id of an erased account, by ${as}`, () =>
      given(registered, erased).when(register({}, as)).thenRefused('id-taken'));
  }
  it('records it behind a claim that has lapsed', () => given(lapsed).when(register()).thenYields(registered));
  for (const as of ['self', 'superuser'] as const) {
    for (const email of ['system.admin@example.com', 'SYSTEM.ADMIN@EXAMPLE.COM']) {
      it(`reserves the system administrator’s address, written ${email}, from ${as}`, () =>
        given().when(register({ email }, as)).thenRefused('email-taken'));
    }
  }
  it('lets operators register the system administrator', () => {
    const email = 'system.admin@example.com';
    given()
      .when(register({ email, isSuperuser: true }, 'operator'))
      .thenYields(registeredAs(email, { isSuperuser: true }));
  });
});

describe('every act on an account', () => {
  for (const { act, events } of acts) {
    for (const as of standings) {
      it(`${nameOf(act)} is done by ${as}`, () =>
        given(registered)
          .when(acting(as, act), { by: bys[as] })
          .thenYields(...events));
    }
    for (const [what, past] of [
      ['is absent', []],
      ['is absent but for a lapsed claim', [lapsed]],
      ['is erased', [registered, erased]],
    ] as const) {
      for (const as of standings) {
        it(`${nameOf(act)} by ${as} finds no account that ${what}`, () =>
          given(...past)
            .when(acting(as, act), { by: bys[as] })
            .thenRefused('account-not-found'));
      }
    }
    it(`${nameOf(act)} is nobody else’s to do as oneself`, () =>
      given(registered).when(acting('self', act), { by: stranger }).thenRefused('account-not-found'));
    it(`${nameOf(act)} is not done to oneself as a superuser`, () =>
      given(registered).when(acting('superuser', act), { by: athlete }).thenRefused('own-account'));
    it(`${nameOf(act)} is not done to the system administrator by a superuser`, () =>
      given(admin).when(acting('superuser', act), { by: stranger }).thenRefused('account-protected'));
    it(`${nameOf(act)} is done to the system administrator by operators`, () =>
      given(admin)
        .when(acting('operator', act), { by: stranger })
        .thenYields(...events));
    const isChange = act.type === 'EditAccount' || act.type === 'EraseAccount';
    it(`${nameOf(act)} is ${isChange ? 'not ' : ''}done to the system administrator by itself`, () => {
      const outcome = given(admin).when(acting('self', act), { by: athlete });
      if (isChange) outcome.thenRefused('account-protected');
      else outcome.thenYields(...events);
    });
  }
  it('counts an account as the system administrator’s by the address it has now', () => {
    const moved: AccountEvent = { type: 'EmailChanged', data: { personal: { email: 'former@example.com' } } };
    given(admin, moved)
      .when(edit({ name: null }), { by: stranger })
      .thenYields({
        ...{ type: 'AccountRenamed', data: { personal: { name: null } } },
      });
  });
});

describe('edit an account', () => {
  const by = { by: stranger };
  const yielding = (event: AccountEvent, ...data: readonly Parameters<typeof edit>[0][]) => {
    for (const each of data) given(registered).when(edit(each), by).thenYields(event);
  };

  it('renames it, and takes the name away', () => {
    yielding({ type: 'AccountRenamed', data: { personal: { name: 'Bea' } } }, { name: 'Bea' });
    yielding({ type: 'AccountRenamed', data: { personal: { name: null } } }, { name: null });
    yielding({ type: 'AccountRenamed', data: { personal: { name: '' } } }, { name: '' });
  });
  it('gives it another address', () =>
    yielding({ type: 'EmailChanged', data: { personal: { email: 'b@example.com' } } }, { email: 'b@example.com' }));
  it('deactivates and reactivates it', () => {
    yielding(deactivated, { isActive: false });
    given(registered, deactivated)
      .when(edit({ isActive: true }), by)
      .thenYields({ type: 'AccountReactivated', data: {} });
  });
  it('gives and takes the flag, which says nothing of the role', () => {
    yielding({ type: 'SuperuserGranted', data: {} }, { isSuperuser: true });
    given(registered, { type: 'SuperuserGranted', data: {} })
      .when(edit({ isSuperuser: false }), by)
      .thenYields({ type: 'SuperuserRevoked', data: {} });
  });
  it('records each change of several as an event of its own', () =>
    given(registered)
      .when(edit({ name: 'Bea', email: 'b@example.com', isActive: false, isSuperuser: true }), by)
      .thenYields(
        { type: 'AccountRenamed', data: { personal: { name: 'Bea' } } },
        { type: 'EmailChanged', data: { personal: { email: 'b@example.com' } } },
        deactivated,
        { type: 'SuperuserGranted', data: {} },
      ));
  it('records nothing of what is so already', () =>
    given(registered)
      .when(edit({ name: 'Ada', email: 'ada@example.com', isActive: true, isSuperuser: false }), by)
      .thenYields());
  for (const as of ['self', 'superuser'] as const) {
    it(`reserves the system administrator’s address from ${as}`, () =>
      given(registered)
        .when(edit({ email: 'system.admin@example.com' }, as), { by: bys[as] })
        .thenRefused('email-taken'));
  }
  it('lets operators give it away', () =>
    given(registered)
      .when(edit({ email: 'system.admin@example.com' }, 'operator'), by)
      .thenYields({ type: 'EmailChanged', data: { personal: { email: 'system.admin@example.com' } } }));
});

describe('roles', () => {
  const by = { by: stranger };
  const refused = (code: ErrorCode, act: AccountAct, ...past: readonly AccountEvent[]) =>
    given(registered, ...past)
      .when(act, by)
      .thenRefused(code);

  it('replace one another', () =>
    given(registered, assigned('fitness-trainer')).when(assign('superuser'), by).thenYields(assigned('superuser')));
  it('are not assigned twice', () => refused('role-held', assign('superuser'), assigned('superuser')));
  it('are not assigned where it is the default that is held', () => refused('role-held', assign('application-access')));
  it('are revoked by whoever holds them', () =>
    given(registered, assigned('superuser'))
      .when(revoke('superuser'), by)
      .thenYields({ type: 'RoleRevoked', data: { role: 'superuser' } }));
  it('are not revoked where another one is held', () => {
    refused('role-not-held', revoke('superuser'));
    refused('role-not-held', revoke('superuser'), assigned('fitness-trainer'));
  });
  it('are not revoked twice', () => {
    const revoked: AccountEvent = { type: 'RoleRevoked', data: { role: 'superuser' } };
    refused('role-not-held', revoke('superuser'), assigned('superuser'), revoked);
  });
  it('include a default, which can not be revoked', () => refused('role-not-held', revoke('application-access')));
  it('of an inactive account stay as they are, whatever they are', () => {
    const inactive = [assigned('superuser'), deactivated];
    for (const act of [
      assign('superuser'),
      assign('fitness-trainer'),
      revoke('superuser'),
      revoke('fitness-trainer'),
    ]) {
      refused('account-inactive', act, ...inactive);
    }
    given(registered, ...inactive)
      .when(assign('fitness-trainer', 'operator'), by)
      .thenRefused('account-inactive');
  });
});

describe('the state of an account', () => {
  const fold = (...events: readonly AccountEvent[]) =>
    events.map((event, revision) => factOf(event, revision, noon)).reduce(account.evolve, account.initial);

  it('claims its address in lower case, as long as it stands', () => {
    const moved: AccountEvent = { type: 'EmailChanged', data: { personal: { email: 'New@example.com' } } };
    expect(account.claims(fold())).to.deep.equal([]);
    expect(account.claims(fold(lapsed))).to.deep.equal([]);
    expect(account.claims(fold(registeredAs('Ada@Example.com')))).to.deep.equal([emailClaim('ada@example.com')]);
    expect(account.claims(fold(registered, moved))).to.deep.equal([{ scope: 'email', key: 'new@example.com' }]);
    expect(account.claims(fold(registered, deactivated))).to.have.lengthOf(1);
    expect(account.claims(fold(registered, erased))).to.deep.equal([]);
    expect(account.claims(fold(registered, erased, lapsed))).to.deep.equal([]);
  });

  it('says which password counts, and by which event everybody was signed out last', () => {
    const changed: AccountEvent = { type: 'PasswordChanged', data: { credentialId: secret } };
    const renamed: AccountEvent = { type: 'AccountRenamed', data: { personal: { name: 'x' } } };
    const signedOut: AccountEvent = { type: 'SignedOutEverywhere', data: {} };
    const offered: AccountEvent = { type: 'PasswordResetOffered', data: {} };
    const reactivated: AccountEvent = { type: 'AccountReactivated', data: {} };
    const standing = (...events: readonly AccountEvent[]) => {
      const { credentialId, signedOutAt } = fold(registered, ...events) as {
        credentialId: string;
        signedOutAt: number;
      };
      return [credentialId, signedOutAt];
    };
    expect(standing()).to.deep.equal([firstPassword, 0]);
    expect(standing(renamed, assigned('superuser'), offered)).to.deep.equal([firstPassword, 0]);
    expect(standing(renamed, changed)).to.deep.equal([secret, 2]);
    expect(standing(changed, signedOut)).to.deep.equal([secret, 2]);
    expect(standing(deactivated, reactivated)).to.deep.equal([firstPassword, 1]);
  });

  it('takes the time of what changes the account, and of nothing else', () => {
    const later = '2026-01-10T13:00:00.000000Z' as typeof noon;
    const at = (event: AccountEvent) => {
      const state = account.evolve(fold(registered), factOf(event, 1, later));
      return state.kind === 'present' && state.document.updatedAt;
    };
    expect(at(deactivated)).to.equal(later);
    expect(at({ type: 'PasswordResetOffered', data: {} })).to.equal(noon);
    expect(at({ type: 'SignedOutEverywhere', data: {} })).to.equal(noon);
  });
});

describe('a new password', () => {
  it('that is the account’s own already changes nothing', () =>
    given(registered)
      .when(acting('self', { type: 'ChangePassword', data: { credentialId: firstPassword } }))
      .thenYields());
});
