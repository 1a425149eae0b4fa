import { expect } from 'chai';
import type { TimeZone } from '../../../src/events/ids.ts';
import { msOf, wallText } from '../../../src/imports/workouts/instants.ts';

const wallOf = (text: string) => Date.parse(`${text}Z`);
/** The instant at which a clock in the time zone `zone` shows the local time `text`. */
const at = (text: string, zone: string, notBefore?: string) =>
  new Date(
    msOf({ wall: wallOf(text), offset: null }, zone as TimeZone, notBefore ? Date.parse(notBefore) : undefined),
  ).toISOString();

describe('the instant of a local time', () => {
  it('follows from an offset in the text', () => {
    const wall = wallOf('2025-12-05T11:37:00');
    expect(msOf({ wall, offset: 330 }, 'Europe/Berlin' as TimeZone)).to.equal(wallOf('2025-12-05T06:07:00'));
    expect(msOf({ wall, offset: 0 }, 'Europe/Berlin' as TimeZone)).to.equal(wall);
  });

  it('follows from the offset of the time zone on that day', () => {
    expect(at('2025-07-01T12:00', 'Europe/Berlin')).to.equal('2025-07-01T10:00:00.000Z');
    expect(at('2025-12-01T12:00', 'Europe/Berlin')).to.equal('2025-12-01T11:00:00.000Z');
    expect(at('2025-12-01T12:00', 'America/New_York')).to.equal('2025-12-01T17:00:00.000Z');
  });

  it('is exact on the days around a change of the clocks', () => {
    for (const [text, expected] of [
      ['2025-03-29T12:00', '2025-03-29T11:00:00.000Z'],
      ['2025-03-30T01:59', '2025-03-30T00:59:00.000Z'],
      ['2025-03-30T03:00', '2025-03-30T01:00:00.000Z'],
      ['2025-03-30T12:00', '2025-03-30T10:00:00.000Z'],
      ['2025-10-25T12:00', '2025-10-25T10:00:00.000Z'],
      ['2025-10-26T01:59', '2025-10-25T23:59:00.000Z'],
      ['2025-10-26T03:00', '2025-10-26T02:00:00.000Z'],
      ['2025-10-26T12:00', '2025-10-26T11:00:00.000Z'],
    ] as const) {
      expect(at(text, 'Europe/Berlin'), text).to.equal(expected);
    }
  });

  it('moves a time that clocks skip forward by as much as the clocks', () => {
    expect(at('2025-03-30T02:30', 'Europe/Berlin')).to.equal('2025-03-30T01:30:00.000Z');
  });

  it('is the first of two occurrences that is not before the limit', () => {
    const time = '2025-10-26T02:30';
    expect(at(time, 'Europe/Berlin')).to.equal('2025-10-26T00:30:00.000Z');
    expect(at(time, 'Europe/Berlin', '2025-10-26T00:30:00Z')).to.equal('2025-10-26T00:30:00.000Z');
    expect(at(time, 'Europe/Berlin', '2025-10-26T00:30:01Z')).to.equal('2025-10-26T01:30:00.000Z');
    expect(at(time, 'Europe/Berlin', '2025-10-26T05:00:00Z')).to.equal('2025-10-26T00:30:00.000Z');
  });

  it('is written as a local time with seconds', () => {
    expect(wallText({ wall: wallOf('2025-12-05T11:37:01.250'), offset: 60 })).to.equal('2025-12-05T11:37:01');
  });
});
