import { expect } from 'chai';
import { coaching } from '../../src/commands/coaching/decider.ts';
import { shownTo } from '../../src/documents/coaching.ts';
import { present, replay } from '../../src/documents/presence.ts';
import type { CoachingEvent, CoachingTerms } from '../../src/events/coaching.ts';
import type { CoachingPart } from '../../src/events/coaching-values.ts';
import type { AccountId, CoachingId, Instant } from '../../src/events/ids.ts';
import { athlete, noon, refusalOf, specificationOf, stranger, streamOfEvents } from '../support/specification.ts';

const coachingId = '01900000-0000-7000-8000-0000000000c1' as CoachingId;
const coach = '01900000-0000-7000-8000-0000000000c2' as AccountId;
const later = '2026-02-01T00:00:00.000000Z' as Instant;
const given = specificationOf(coaching);

const terms: CoachingTerms = { scope: ['history', 'plans'], expiresAt: null };
const email = 'coach@example.com';
const inviteData = { coachingId, coachId: coach, email, message: 'Hello', ...terms };
const invite = (change: Partial<typeof inviteData> = {}) =>
  ({ type: 'InviteCoach', data: { ...inviteData, ...change } }) as const;
const request = (scope: readonly CoachingPart[] = ['history']) =>
  ({ type: 'RequestCoaching', data: { coachingId, athleteId: athlete, scope, message: null } }) as const;
const accept = (data: Partial<CoachingTerms> = {}, isTrainer = true) =>
  ({ type: 'AcceptCoaching', data, isTrainer }) as const;
const decline = { type: 'DeclineCoaching', data: {} } as const;
const end = { type: 'EndCoaching', data: {} } as const;
const change = (data: Partial<CoachingTerms>) => ({ type: 'ChangeCoachingTerms', data }) as const;

const invited = (coachId: AccountId | null = coach, given = terms): CoachingEvent => ({
  type: 'CoachInvited',
  data: { coachingId, athleteId: athlete, coachId, ...given, personal: { email, message: 'Hello' } },
});
const requested: CoachingEvent = {
  type: 'CoachingRequested',
  data: { coachingId, athleteId: athlete, coachId: coach, scope: ['history'], personal: { message: null } },
};
const accepted = (change: Partial<CoachingTerms> = {}): CoachingEvent => ({
  type: 'CoachingAccepted',
  data: { coachId: coach, ...terms, ...change },
});
const declined: CoachingEvent = { type: 'CoachingDeclined', data: {} };
const endedBy = (by: 'athlete' | 'coach'): CoachingEvent => ({ type: 'CoachingEnded', data: { by } });
const changed = (change: Partial<CoachingTerms>): CoachingEvent => ({
  type: 'CoachingTermsChanged',
  data: { ...terms, ...change },
});
const stateAfter = (...events: readonly CoachingEvent[]) => replay(coaching, streamOfEvents(events));

describe('inviting a coach', () => {
  it('records the address and the terms, whether or not the address has an account', () => {
    given().when(invite()).thenYields(invited());
    given()
      .when(invite({ coachId: null as never }))
      .thenYields(invited(null));
  });
  it('sorts the parts of the scope and has each once', () =>
    given()
      .when(invite({ scope: ['plans', 'history', 'plans'] }))
      .thenYields(invited()));
  it('records nothing when the same invitation is repeated, although the address has another account by now', () => {
    given(invited()).when(invite()).thenYields();
    given(invited(null)).when(invite()).thenYields();
  });
  it('refuses another invitation, or one of another account, under an id in use', () => {
    given(invited())
      .when(invite({ email: 'other@example.com' }))
      .thenRefused('id-taken');
    given(invited()).when(invite(), { by: stranger }).thenRefused('id-taken');
    given(requested).when(invite()).thenRefused('id-taken');
  });
  it('refuses oneself, an empty or unknown scope, an end that has passed and a message that is too long', () => {
    const cases: readonly (readonly [string, object])[] = [
      ['email', { coachId: athlete }],
      ['scope', { scope: [] }],
      ['scope', { scope: ['everything'] }],
      ['expiresAt', { expiresAt: noon }],
      ['message', { message: 'x'.repeat(1_001) }],
    ];
    for (const [field, changed] of cases) given().when(invite(changed)).thenRefused('validation', field);
  });
});

describe('asking an athlete', () => {
  it('records the account of the coach and the scope', () =>
    given().when(request(), { by: coach }).thenYields(requested));
  it('refuses oneself, an empty scope and an id in use', () => {
    given().when(request()).thenRefused('validation', 'email');
    given().when(request([]), { by: coach }).thenRefused('validation', 'scope');
    given(requested).when(request(), { by: coach }).thenRefused('id-taken');
  });
});

describe('accepting', () => {
  it('is for the side that was asked', () => {
    given(invited()).when(accept(), { by: coach }).thenYields(accepted());
    given(invited()).when(accept()).thenRefused('access-too-low');
    given(requested)
      .when(accept({}))
      .thenYields(accepted({ scope: ['history'] }));
  });
  it('is hidden from other accounts, and from a coach whose request was not answered', () => {
    given(invited()).when(accept(), { by: stranger }).thenRefused('coaching-not-found');
    given(invited(null)).when(accept(), { by: coach }).thenRefused('coaching-not-found');
    given(requested).when(accept(), { by: coach }).thenRefused('coaching-not-found');
    given().when(accept()).thenRefused('coaching-not-found');
  });
  it('lets the athlete choose the terms, and the coach not', () => {
    const own = { scope: ['body_data'], expiresAt: later } as const;
    given(requested).when(accept(own)).thenYields(accepted(own));
    given(invited())
      .when(accept({ scope: ['history'] }), { by: coach })
      .thenRefused('validation', 'scope');
  });
  it('needs the role of a trainer on the side of the coach only', () => {
    given(invited()).when(accept({}, false), { by: coach }).thenRefused('access-too-low');
    given(requested)
      .when(accept({}, false))
      .thenYields(accepted({ scope: ['history'] }));
  });
  it('records nothing when it is repeated', () => {
    given(invited(), accepted()).when(accept(), { by: coach }).thenYields();
    given(requested, accepted()).when(accept()).thenYields();
  });
  it('refuses what was declined, taken back, ended or has expired', () => {
    given(invited(), declined).when(accept(), { by: coach }).thenRefused('coaching-closed');
    given(invited(), endedBy('athlete')).when(accept(), { by: coach }).thenRefused('coaching-closed');
    given(invited(), accepted(), endedBy('coach')).when(accept(), { by: coach }).thenRefused('coaching-closed');
    const passed = invited(coach, { ...terms, expiresAt: noon });
    given(passed).when(accept(), { by: coach }).thenRefused('coaching-closed');
  });
});

describe('declining', () => {
  it('is for the side that was asked, once', () => {
    given(invited()).when(decline, { by: coach }).thenYields(declined);
    given(requested).when(decline).thenYields(declined);
    given(requested, declined).when(decline).thenYields();
    given(invited()).when(decline).thenRefused('access-too-low');
  });
  it('refuses what was answered', () => {
    given(invited(), accepted()).when(decline, { by: coach }).thenRefused('coaching-closed');
    given(requested, declined).when(decline, { by: coach }).thenRefused('coaching-not-found');
  });
});

describe('changing the terms', () => {
  it('is for the athlete, of what was accepted and of an own invitation', () => {
    const less = { scope: ['history'] } as const;
    given(invited(), accepted()).when(change(less)).thenYields(changed(less));
    given(invited()).when(change(less)).thenYields(changed(less));
    given(invited(), accepted()).when(change(less), { by: coach }).thenRefused('access-too-low');
    given(invited(), accepted()).when(change(less), { by: stranger }).thenRefused('coaching-not-found');
    given(requested).when(change(less)).thenRefused('coaching-closed');
    given(invited(), accepted(), endedBy('coach')).when(change(less)).thenRefused('coaching-closed');
  });
  it('records nothing without a change', () => {
    given(invited(), accepted()).when(change({})).thenYields();
    given(invited(), accepted())
      .when(change({ scope: ['plans', 'history'] }))
      .thenYields();
  });
  it('keeps an end that has passed, and can move it', () => {
    const past = '2026-01-01T00:00:00.000000Z' as Instant;
    const expired = [invited(), accepted({ expiresAt: past })] as const;
    given(...expired)
      .when(change({ scope: ['history'] }))
      .thenYields(changed({ scope: ['history'], expiresAt: past }));
    given(...expired)
      .when(change({ expiresAt: later }))
      .thenYields(changed({ expiresAt: later }));
    given(...expired)
      .when(change({ expiresAt: null }))
      .thenYields(changed({}));
    given(invited(), accepted())
      .when(change({ expiresAt: noon }))
      .thenRefused('validation', 'expiresAt');
  });
});

describe('ending', () => {
  it('is for both sides, at any time, and once', () => {
    given(invited(), accepted()).when(end).thenYields(endedBy('athlete'));
    given(invited(), accepted()).when(end, { by: coach }).thenYields(endedBy('coach'));
    given(invited()).when(end).thenYields(endedBy('athlete'));
    given(invited(), accepted(), endedBy('coach')).when(end).thenYields();
    given(invited(), accepted()).when(end, { by: stranger }).thenRefused('coaching-not-found');
    given(requested).when(end, { by: coach }).thenRefused('coaching-not-found');
  });
  it('of an erased coach ends everything open with that coach', () => {
    const erased = (coachId = coach) => ({ type: 'EndForErasedCoach', data: { coachId } }) as const;
    given(invited(), accepted()).when(erased()).thenYields(endedBy('coach'));
    given(requested).when(erased()).thenYields(endedBy('coach'));
    given(requested, declined).when(erased()).thenYields();
    given(requested).when(erased(stranger)).thenRefused('coaching-not-found');
    given(requested).when(erased(), { by: stranger }).thenRefused('coaching-not-found');
  });
});

describe('a coaching relationship', () => {
  it('claims the pair while it is accepted, and the request or the address while it is open', () => {
    const claims = (...events: readonly CoachingEvent[]) =>
      coaching.claims(stateAfter(...events)).map(({ key }) => key);
    expect(claims()).to.deep.equal([]);
    expect(claims(invited())).to.deep.equal([`${athlete} invitation ${email}`]);
    expect(claims(invited(null))).to.deep.equal(claims(invited()));
    expect(claims(requested)).to.deep.equal([`${athlete} request ${coach}`]);
    expect(claims(invited(), accepted())).to.deep.equal([`${athlete} coach ${coach}`]);
    expect(claims(requested, accepted())).to.deep.equal([`${athlete} coach ${coach}`]);
    expect(claims(invited(), declined)).to.deep.equal([]);
    expect(claims(invited(), accepted(), endedBy('coach'))).to.deep.equal([]);
  });
  it('counts toward the quota of the athlete while it is open', () => {
    const counts = (...events: readonly CoachingEvent[]) => coaching.quota?.counts(stateAfter(...events));
    expect([counts(), counts(invited()), counts(invited(), declined)]).to.deep.equal([false, true, false]);
  });
  it('shows an athlete the account of an invited coach once it has accepted', () => {
    const seen = (by: AccountId, ...events: readonly CoachingEvent[]) =>
      shownTo(present(coaching.presence(stateAfter(...events)), 'coaching').document, by);
    expect(seen(athlete, invited())).to.include({ coachId: null, email }).and.not.to.have.property('coach');
    expect(seen(athlete, invited())).to.deep.equal(seen(athlete, invited(null)));
    expect(seen(coach, invited())).to.include({ coachId: coach, email });
    expect(seen(athlete, invited(), accepted())).to.include({ coachId: coach, status: 'active' });
    expect(seen(athlete, invited(), declined)).to.include({ coachId: null, status: 'declined', endedBy: null });
  });
  it('is read by its sides only, and by a coach who has asked once it was accepted', () => {
    const refusal = (by: AccountId, ...events: readonly CoachingEvent[]) =>
      refusalOf(() => coaching.admitReader?.(stateAfter(...events), by))?.code ?? null;
    expect(refusal(coach, requested)).to.equal('coaching-not-found');
    expect(refusal(coach, requested, accepted(), endedBy('athlete'))).to.equal(null);
    expect(refusal(athlete, requested)).to.equal(null);
    expect(refusal(stranger, requested, accepted())).to.equal('coaching-not-found');
  });
});
