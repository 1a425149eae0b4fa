import type { ActingAs } from '../../src/commands/account/admission.ts';
import type { AccountEvent } from '../../src/events/account.ts';
import type { AccountId } from '../../src/events/ids.ts';
import { athlete, firstCredentialId, stranger } from '../support/specification.ts';
import {
  type Act,
  acting,
  admin,
  assigned,
  edit,
  erased,
  given,
  lapsed,
  newCredentialId,
  registered,
} from './support/accounts.ts';

/**
 * Every command on an existing account, with the events that it results in when the account was only registered before.
 */
const acts: readonly Readonly<{ act: Act; events: readonly AccountEvent[] }>[] = [
  {
    act: { type: 'EditAccount', data: { name: 'Bea' } },
    events: [{ type: 'AccountRenamed', data: { personal: { name: 'Bea' } } }],
  },
  { act: { type: 'EditAccount', data: {} }, events: [] },
  { act: { type: 'AssignRole', data: { role: 'superuser' } }, events: [assigned('superuser')] },
  {
    act: { type: 'ChangePassword', data: { credentialId: newCredentialId } },
    events: [{ type: 'PasswordChanged', data: { credentialId: newCredentialId } }],
  },
  { act: { type: 'OfferPasswordReset', data: {} }, events: [{ type: 'PasswordResetOffered', data: {} }] },
  { act: { type: 'SignOutEverywhere', data: {} }, events: [{ type: 'SignedOutEverywhere', data: {} }] },
  { act: { type: 'EraseAccount', data: {} }, events: [erased] },
];
const rights: readonly ActingAs[] = ['self', 'superuser', 'operator'];
/** The account that sends the command, for each right (`as`) that a command can act with. */
const senders: Readonly<Record<ActingAs, AccountId>> = { self: athlete, superuser: stranger, operator: stranger };

describe('a command on an account', () => {
  for (const { act, events } of acts) {
    const name = `${act.type} ${JSON.stringify(act.data)}`;
    for (const as of rights) {
      it(`accepts ${name} as ${as}`, () =>
        given(registered)
          .when(acting(as, act), { by: senders[as] })
          .thenYields(...events));
      it(`refuses ${name} as ${as} on an account that does not exist or is erased`, () => {
        for (const past of [[], [lapsed], [registered, erased]]) {
          given(...past)
            .when(acting(as, act), { by: senders[as] })
            .thenRefused('account-not-found');
        }
      });
    }
    it(`refuses ${name} as self from another account, as if the account did not exist`, () =>
      given(registered).when(acting('self', act), { by: stranger }).thenRefused('account-not-found'));
    it(`refuses ${name} as superuser on the own account`, () =>
      given(registered).when(acting('superuser', act), { by: athlete }).thenRefused('own-account'));
    it(`refuses ${name} as superuser on the system administrator`, () =>
      given(admin).when(acting('superuser', act), { by: stranger }).thenRefused('account-protected'));
    it(`accepts ${name} as operator on the system administrator`, () =>
      given(admin)
        .when(acting('operator', act), { by: stranger })
        .thenYields(...events));
    const isChange = act.type === 'EditAccount' || act.type === 'EraseAccount';
    it(`${isChange ? 'refuses' : 'accepts'} ${name} as self from the system administrator`, () => {
      const outcome = given(admin).when(acting('self', act), { by: athlete });
      if (isChange) outcome.thenRefused('account-protected');
      else outcome.thenYields(...events);
    });
  }
  for (const { act, events } of acts) {
    const proven = { ...acting('self', act), provenBy: firstCredentialId };
    it(`accepts ${act.type} ${JSON.stringify(act.data)} with the password that is valid, not with an earlier one`, () => {
      given(registered)
        .when(proven, { by: athlete })
        .thenYields(...events);
      const changed: AccountEvent = { type: 'PasswordChanged', data: { credentialId: newCredentialId } };
      given(registered, changed).when(proven, { by: athlete }).thenRefused('wrong-password');
    });
  }
  it('protects the account that has the address of the system administrator now, not one that had it', () => {
    const moved: AccountEvent = { type: 'EmailChanged', data: { personal: { email: 'former@example.com' } } };
    given(admin, moved)
      .when(edit({ name: null }), { by: stranger })
      .thenYields({ type: 'AccountRenamed', data: { personal: { name: null } } });
  });
});
