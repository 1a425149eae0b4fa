import { expect } from 'chai';
import { mondayOf, plusDays } from '../../../src/documents/days.ts';
import { decimalOf } from '../../../src/documents/decimal.ts';
import { localDay } from '../../../src/documents/local-day.ts';
import { complianceOf } from '../../../src/documents/statistics/compliance.ts';
import { streaksOf, sumsBy } from '../../../src/documents/statistics/sums.ts';
import type { Day, Instant, TimeZone } from '../../../src/events/ids.ts';

const day = (text: string) => text as Day;
const trained = (...days: readonly string[]) =>
  days.map((each) => ({ day: day(each), sessions: 1, sets: 10, volume: decimalOf(100.1) }));

/** The day of a session, by its start and its zone. */
const dayOf = (start: string, zone: string) => localDay(`${start}.000000Z` as Instant, zone as TimeZone);

describe('days and ISO weeks', () => {
  for (const [start, zone, expected, monday] of [
    // The clocks of Berlin go forward on 29 March 2026, a Sunday, and back on 25 October 2026.
    ['2026-03-29T00:59:59', 'Europe/Berlin', '2026-03-29', '2026-03-23'],
    ['2026-03-29T21:59:59', 'Europe/Berlin', '2026-03-29', '2026-03-23'],
    ['2026-03-29T22:00:00', 'Europe/Berlin', '2026-03-30', '2026-03-30'],
    ['2026-10-25T22:59:59', 'Europe/Berlin', '2026-10-25', '2026-10-19'],
    ['2026-10-25T23:00:00', 'Europe/Berlin', '2026-10-26', '2026-10-26'],
    // The two sides of the date line have different days, and here also different weeks.
    ['2026-06-08T09:59:59', 'Pacific/Kiritimati', '2026-06-08', '2026-06-08'],
    ['2026-06-07T10:00:00', 'Pacific/Kiritimati', '2026-06-08', '2026-06-08'],
    ['2026-06-08T10:59:59', 'Pacific/Pago_Pago', '2026-06-07', '2026-06-01'],
    ['2026-06-08T11:00:00', 'Pacific/Pago_Pago', '2026-06-08', '2026-06-08'],
    // Samoa skipped 30 December 2011.
    ['2011-12-30T09:59:59', 'Pacific/Apia', '2011-12-29', '2011-12-26'],
    ['2011-12-30T10:00:00', 'Pacific/Apia', '2011-12-31', '2011-12-26'],
    // The first ISO week of a year may begin in the year before.
    ['2026-01-01T12:00:00', 'UTC', '2026-01-01', '2025-12-29'],
    ['2024-12-31T12:00:00', 'UTC', '2024-12-31', '2024-12-30'],
  ] as const) {
    it(`of a session at ${start} in ${zone} are ${expected} and that of ${monday}`, () => {
      const found = dayOf(start, zone);
      expect([found, mondayOf(found)]).to.deep.equal([expected, monday]);
    });
  }

  it('follow each other over ends of months, leap years and summer time', () => {
    expect(plusDays(day('2024-02-28'), 1)).to.equal('2024-02-29');
    expect(plusDays(day('2026-03-01'), -1)).to.equal('2026-02-28');
    for (let at = day('2025-12-29'); at < '2027-01-04'; at = plusDays(at, 7))
      expect(mondayOf(plusDays(at, 6))).to.equal(at);
  });
});

describe('sums of weeks and months', () => {
  it('are exact, in order, and only of those with a working set', () => {
    const days = trained('2026-03-31', '2026-04-01', '2026-04-06');
    const told = (period: 'week' | 'month') =>
      sumsBy(period, days).map((each) => [each.day, each.sessions, each.sets, String(each.volume.digits)]);
    expect(told('week')).to.deep.equal([
      ['2026-03-30', 2, 20, '2002'],
      ['2026-04-06', 1, 10, '1001'],
    ]);
    expect(told('month')).to.deep.equal([
      ['2026-03-01', 1, 10, '1001'],
      ['2026-04-01', 2, 20, '2002'],
    ]);
  });
});

describe('streaks', () => {
  const today = day('2026-04-15');
  const streaks = (days: readonly string[], needed = 1, at = today) => {
    const { current, longest } = streaksOf(trained(...days), at, () => needed);
    return [current.weeks, current.since, longest.weeks, longest.since];
  };

  it('are none without a session', () => {
    expect(streaks([])).to.deep.equal([0, null, 0, null]);
  });

  it('count this week once it has a session, and do not end before it is over', () => {
    const before = ['2026-03-30', '2026-04-12'];
    expect(streaks(before)).to.deep.equal([2, '2026-03-30', 2, '2026-03-30']);
    expect(streaks([...before, '2026-04-15'])).to.deep.equal([3, '2026-03-30', 3, '2026-03-30']);
    expect(streaks(before, 1, day('2026-04-20'))).to.deep.equal([0, null, 2, '2026-03-30']);
  });

  it('end in a week without enough sessions, and the longest one remains', () => {
    const days = ['2026-01-05', '2026-01-12', '2026-01-19', '2026-04-06', '2026-04-07', '2026-04-13'];
    expect(streaks(days)).to.deep.equal([2, '2026-04-06', 3, '2026-01-05']);
    expect(streaks(days, 2)).to.deep.equal([1, '2026-04-06', 1, '2026-04-06']);
  });

  it('have the earliest one as the longest of equal ones', () => {
    expect(streaks(['2026-02-02', '2026-04-13'])).to.deep.equal([1, '2026-04-13', 1, '2026-02-02']);
  });

  it('go on over the ends of summer time and of the year', () => {
    const mondays = Array.from({ length: 60 }, (_, week) => plusDays(day('2025-02-24'), 7 * week));
    expect(streaks(mondays)).to.deep.equal([60, '2025-02-24', 60, '2025-02-24']);
  });

  it('follow the days of the sessions when the athlete crosses the date line or changes the zone', () => {
    const travelling = [
      dayOf('2026-04-05T11:00:00', 'Pacific/Kiritimati'),
      dayOf('2026-04-06T10:00:00', 'Pacific/Pago_Pago'),
      dayOf('2026-04-12T23:30:00', 'Europe/Berlin'),
    ];
    expect(travelling).to.deep.equal(['2026-04-06', '2026-04-05', '2026-04-13']);
    expect(streaks(travelling)).to.deep.equal([3, '2026-03-30', 3, '2026-03-30']);
  });
});

describe('compliance', () => {
  const planned = (each: string, entries: number, fulfilled: number) => ({
    ...{
      day: day(each),
      entries,
      fulfilled,
      skipped: entries - fulfilled,
      plannedSets: 3 * entries,
      doneSets: 3 * fulfilled,
    },
  });

  it('is the share of the planned entries of the last days that are fulfilled, today included', () => {
    const sums = [planned('2026-04-08', 9, 0), planned('2026-04-09', 2, 1), planned('2026-04-15', 1, 1)];
    const later = [...sums, planned('2026-04-16', 5, 5)];
    expect(complianceOf(later, day('2026-04-15'), 7)).to.deep.equal({
      ...{ entries: 3, fulfilled: 2, skipped: 1, plannedSets: 9, doneSets: 6, rate: 0.667 },
    });
    expect(complianceOf(sums, day('2026-04-15'), 30).rate).to.equal(0.167);
    expect(complianceOf([], day('2026-04-15'), 90).rate).to.equal(null);
  });
});
