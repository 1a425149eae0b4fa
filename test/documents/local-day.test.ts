import { expect } from 'chai';
import { localDay } from '../../src/documents/local-day.ts';
import type { Instant, TimeZone } from '../../src/events/ids.ts';

describe('localDay', () => {
  const cases: readonly (readonly [instant: string, zone: string, day: string])[] = [
    ['2026-01-10T23:30:00.000000Z', 'UTC', '2026-01-10'],
    ['2026-01-10T23:30:00.000000Z', 'Europe/Berlin', '2026-01-11'],
    ['2026-01-10T09:59:59.999999Z', 'Pacific/Kiritimati', '2026-01-10'],
    ['2026-01-10T10:00:00.000000Z', 'Pacific/Kiritimati', '2026-01-11'],
    ['2026-03-29T00:59:59.000000Z', 'America/Los_Angeles', '2026-03-28'],
    ['0999-12-31T12:00:00.000000Z', 'UTC', '0999-12-31'],
  ];
  for (const [instant, zone, day] of cases) {
    it(`returns ${day} for ${instant} in ${zone}`, () => {
      expect(localDay(instant as Instant, zone as TimeZone)).to.equal(day);
    });
  }
});
