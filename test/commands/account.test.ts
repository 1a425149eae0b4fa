import { expect } from 'chai';
import type { AccountAct } from '../../src/commands/account/decider.ts';
import { emailClaim } from '../../src/commands/account/state.ts';
import { replay } from '../../src/documents/presence.ts';
import type { ErrorCode } from '../../src/errors.ts';
import type { AccountEvent } from '../../src/events/account.ts';
import { firstCredentialId, stranger, streamOfEvents } from '../support/specification.ts';
import {
  account,
  acting,
  assign,
  assigned,
  deactivated,
  edit,
  erased,
  given,
  lapsed,
  newCredentialId,
  register,
  registered,
  registeredAs,
  revoke,
} from './support/accounts.ts';

const by = { by: stranger };

describe('registering an account', () => {
  for (const as of ['self', 'superuser', 'operator'] as const) {
    it(`registers an account as ${as}`, () => given().when(register({}, as)).thenYields(registered));
    it(`refuses as ${as} an account id that is or was in use`, () => {
      given(registered).when(register({}, as)).thenRefused('id-taken');
      given(registered, erased).when(register({}, as)).thenRefused('id-taken');
    });
  }
  it('registers an account after a claim of its stream has lapsed', () =>
    given(lapsed).when(register()).thenYields(registered));
  it('registers an account without a name', () =>
    given()
      .when(register({ name: null }))
      .thenYields(registeredAs('ada@example.com', { personal: { email: 'ada@example.com', name: null } })));
  for (const as of ['self', 'superuser'] as const) {
    for (const email of ['system.admin@example.com', 'SYSTEM.ADMIN@EXAMPLE.COM']) {
      it(`refuses as ${as} the address of the system administrator, written ${email}`, () =>
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

describe('editing an account', () => {
  const yields = (event: AccountEvent, data: Parameters<typeof edit>[0]) =>
    given(registered).when(edit(data), by).thenYields(event);

  it('renames an account, also to an empty name or to none', () => {
    for (const name of ['Bea', '', null]) yields({ type: 'AccountRenamed', data: { personal: { name } } }, { name });
  });
  it('changes the email address of an account', () =>
    yields({ type: 'EmailChanged', data: { personal: { email: 'b@example.com' } } }, { email: 'b@example.com' }));
  it('deactivates and reactivates an account', () => {
    yields(deactivated, { isActive: false });
    given(registered, deactivated)
      .when(edit({ isActive: true }), by)
      .thenYields({ type: 'AccountReactivated', data: {} });
  });
  it('grants and revokes the superuser flag, whatever the role is', () => {
    yields({ type: 'SuperuserGranted', data: {} }, { isSuperuser: true });
    given(registered, { type: 'SuperuserGranted', data: {} })
      .when(edit({ isSuperuser: false }), by)
      .thenYields({ type: 'SuperuserRevoked', data: {} });
  });
  it('records one event for each changed member of an account', () =>
    given(registered)
      .when(edit({ name: 'Bea', email: 'b@example.com', isActive: false, isSuperuser: true }), by)
      .thenYields(
        { type: 'AccountRenamed', data: { personal: { name: 'Bea' } } },
        { type: 'EmailChanged', data: { personal: { email: 'b@example.com' } } },
        deactivated,
        { type: 'SuperuserGranted', data: {} },
      ));
  it('records nothing when no member of an account changes', () =>
    given(registered)
      .when(edit({ name: 'Ada', email: 'ada@example.com', isActive: true, isSuperuser: false }), by)
      .thenYields());
  it('refuses a change to the address of the system administrator, except for operators', () => {
    const email = 'system.admin@example.com';
    given(registered).when(edit({ email }, 'self')).thenRefused('email-taken');
    given(registered).when(edit({ email }, 'superuser'), by).thenRefused('email-taken');
    given(registered)
      .when(edit({ email }, 'operator'), by)
      .thenYields({ type: 'EmailChanged', data: { personal: { email } } });
  });
});

describe('the role of an account', () => {
  const refused = (code: ErrorCode, act: AccountAct, ...past: readonly AccountEvent[]) =>
    given(registered, ...past)
      .when(act, by)
      .thenRefused(code);

  it('is replaced by an assigned role', () =>
    given(registered, assigned('fitness-trainer')).when(assign('superuser'), by).thenYields(assigned('superuser')));
  it('is not assigned when the account has it, also when it is the default', () => {
    refused('role-held', assign('superuser'), assigned('superuser'));
    refused('role-held', assign('application-access'));
  });
  it('is revoked when the account has it', () =>
    given(registered, assigned('superuser'))
      .when(revoke('superuser'), by)
      .thenYields({ type: 'RoleRevoked', data: { role: 'superuser' } }));
  it('is not revoked when the account has another role or has lost it', () => {
    const revoked: AccountEvent = { type: 'RoleRevoked', data: { role: 'superuser' } };
    refused('role-not-held', revoke('superuser'));
    refused('role-not-held', revoke('superuser'), assigned('fitness-trainer'));
    refused('role-not-held', revoke('superuser'), assigned('superuser'), revoked);
  });
  it('is not revoked when it is the default', () => refused('role-not-held', revoke('application-access')));
  it('is not changed for an inactive account', () => {
    const inactive = [assigned('superuser'), deactivated];
    for (const act of [
      ...[assign('superuser'), assign('fitness-trainer'), revoke('superuser'), revoke('fitness-trainer')],
      assign('fitness-trainer', 'operator'),
    ]) {
      refused('account-inactive', act, ...inactive);
    }
  });
});

describe('changing the password of an account', () => {
  it('records a new credential, and nothing for the current one', () => {
    const change = (credentialId: typeof firstCredentialId) =>
      acting('self', { type: 'ChangePassword', data: { credentialId } });
    given(registered)
      .when(change(newCredentialId))
      .thenYields({ type: 'PasswordChanged', data: { credentialId: newCredentialId } });
    given(registered).when(change(firstCredentialId)).thenYields();
  });
});

describe('the claims of an account', () => {
  const claimsAfter = (...events: readonly AccountEvent[]) => account.claims(replay(account, streamOfEvents(events)));
  it('claims the current email address in lower case', () => {
    const moved: AccountEvent = { type: 'EmailChanged', data: { personal: { email: 'New@example.com' } } };
    expect(claimsAfter(registeredAs('Ada@Example.com'))).to.deep.equal([emailClaim('ada@example.com')]);
    expect(claimsAfter(registered, moved)).to.deep.equal([{ scope: 'email', key: 'new@example.com' }]);
    expect(claimsAfter(registered, deactivated)).to.have.lengthOf(1);
  });
  it('claims nothing before the account is registered and after it is erased', () => {
    for (const past of [[], [lapsed], [registered, erased], [registered, erased, lapsed]]) {
      expect(claimsAfter(...past)).to.deep.equal([]);
    }
  });
});
