import { support } from '../../src/commands/support/decider.ts';
import type { AccountId, Instant, SupportAccessId } from '../../src/events/ids.ts';
import type { SupportEvent } from '../../src/events/support.ts';
import { athlete, noon, specificationOf, stranger } from '../support/specification.ts';

const supportAccessId = '01900000-0000-7000-8000-0000000000d1' as SupportAccessId;
const superuser = '01900000-0000-7000-8000-0000000000d2' as AccountId;
const inAnHour = '2026-01-10T13:00:00.000000Z' as Instant;
const reason = 'Doubled sessions';
const given = specificationOf(support);

const openData = { supportAccessId, athleteId: athlete, reason };
const open = (change: Partial<typeof openData> = {}) =>
  ({ type: 'OpenSupportAccess', data: { ...openData, ...change } }) as const;
const end = { type: 'EndSupportAccess', data: {} } as const;
const opened: SupportEvent = {
  type: 'SupportAccessOpened',
  data: { supportAccessId, athleteId: athlete, superuserId: superuser, expiresAt: inAnHour, personal: { reason } },
};
const endedBy = (by: 'athlete' | 'superuser'): SupportEvent => ({ type: 'SupportAccessEnded', data: { by } });

describe('opening a support access', () => {
  it('lasts an hour', () => given().when(open(), { by: superuser, at: noon }).thenYields(opened));
  it('records nothing when it is repeated while the access is open', () =>
    given(opened).when(open(), { by: superuser }).thenYields());
  it('is refused with the id of an access that is over, ended, about someone else or of another superuser', () => {
    given(opened).when(open(), { by: superuser, at: inAnHour }).thenRefused('id-taken');
    given(opened, endedBy('athlete')).when(open(), { by: superuser }).thenRefused('id-taken');
    given(opened)
      .when(open({ athleteId: stranger }), { by: superuser })
      .thenRefused('id-taken');
    given(opened).when(open(), { by: stranger }).thenRefused('id-taken');
  });
  it('is refused without a reason', () => {
    given()
      .when(open({ reason: '' }), { by: superuser })
      .thenRefused('validation', 'reason');
    given()
      .when(open({ reason: 'x'.repeat(501) }), { by: superuser })
      .thenRefused('validation', 'reason');
  });
});

describe('ending a support access', () => {
  it('is recorded with the side that ends it', () => {
    given(opened).when(end, { by: athlete }).thenYields(endedBy('athlete'));
    given(opened).when(end, { by: superuser }).thenYields(endedBy('superuser'));
  });
  it('records nothing when it is over or has ended already', () => {
    given(opened).when(end, { by: athlete, at: inAnHour }).thenYields();
    given(opened, endedBy('superuser')).when(end, { by: athlete }).thenYields();
  });
  it('is refused to others, like an access that does not exist', () => {
    given(opened).when(end, { by: stranger }).thenRefused('support-not-found');
    given().when(end, { by: athlete }).thenRefused('support-not-found');
  });
});
