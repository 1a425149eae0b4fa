import { expect } from 'chai';
import { checkCoachRight } from '../../src/commands/coach-right.ts';
import type { AnyEvent } from '../../src/events/event.ts';
import type { AccountId, CoachingId, Instant } from '../../src/events/ids.ts';
import type { EventStore } from '../../src/ports/event-store.ts';
import { athlete, streamOfEvents } from '../support/specification.ts';

const [coach, coaching] = ['coach' as AccountId, 'relation' as CoachingId];
const at = (time: string) => `2026-03-01T${time}.000000Z` as Instant;

const registered = {
  type: 'AccountRegistered',
  data: {
    ...{ accountId: athlete, isActive: true, isSuperuser: false, role: 'application-access', credentialId: 'c' },
    personal: { email: 'ana@example.com', name: null },
  },
};
const invited = {
  type: 'CoachInvited',
  data: {
    ...{ coachingId: coaching, athleteId: athlete, coachId: coach, scope: ['plans'], expiresAt: null },
    personal: { email: 'coach@example.com', message: null },
  },
};
const accepted = (expiresAt: Instant | null) => ({
  type: 'CoachingAccepted',
  data: { coachId: coach, scope: ['plans'], expiresAt },
});

describe('the right of a coach to write', () => {
  const check = (time: Instant, events: readonly AnyEvent[], part: 'plans' | 'history' = 'plans') => {
    const store = {
      read: async (stream: string) => streamOfEvents(stream.startsWith('coaching-') ? events : [registered]),
    } as unknown as EventStore;
    return checkCoachRight(store, { coach: { id: coach, coaching, part }, athlete, at: time }).then(
      () => 'allowed',
      ({ code }) => code,
    );
  };

  it('ends at the time of the relationship, without an event', async () => {
    const events = [invited, accepted(at('12:00:00'))];
    expect(await check(at('11:59:59'), events)).to.equal('allowed');
    expect(await check(at('12:00:00'), events)).to.equal('coaching-not-found');
    expect(await check(at('12:00:01'), events)).to.equal('coaching-not-found');
  });

  it('lasts without an end until a side ends it', async () => {
    expect(await check(at('23:59:59'), [invited, accepted(null)])).to.equal('allowed');
    const ended = { type: 'CoachingEnded', data: { by: 'athlete' } };
    expect(await check(at('00:00:00'), [invited, accepted(null), ended])).to.equal('coaching-not-found');
  });

  it('needs the part of the scope, and an accepted relationship', async () => {
    expect(await check(at('12:00:00'), [invited, accepted(null)], 'history')).to.equal('coaching-not-found');
    expect(await check(at('12:00:00'), [invited])).to.equal('coaching-not-found');
  });
});
