import { expect } from 'chai';
import { lines, read } from '../support/read.ts';

const hevy = async (start: string, end = '', zone = 'UTC') => {
  const { sessions, rejected } = await read(
    'hevy',
    lines('start_time\tend_time\texercise_title\tset_index\tweight_kg\treps', `${start}\t${end}\tSquat\t0\t80\t5`),
    { zone },
  );
  return { session: sessions[0], reason: rejected[0]?.reason };
};
const startOf = async (text: string, zone?: string) => (await hevy(text, '', zone)).session?.startedAt;

describe('the dates and times of an export', () => {
  for (const [text, expected] of [
    ['2021-02-10 16:46:13', '2021-02-10T16:46:13'],
    ['2021-02-10 16:46', '2021-02-10T16:46:00'],
    ['2021-02-10T16:46:13.250', '2021-02-10T16:46:13'],
    ['2021-02-10', '2021-02-10T00:00:00'],
    ['2023-05-01 6:05:12\u202fPM', '2023-05-01T18:05:12'],
    ['2023-05-01 12:05:12 AM', '2023-05-01T00:05:12'],
    ['2023-05-01 12:05:12 p.m.', '2023-05-01T12:05:12'],
    ['5 Dec 2025, 11:37', '2025-12-05T11:37:00'],
    ['5 Dec 2025, 1:37\u00a0pm', '2025-12-05T13:37:00'],
    ['15 Sept 2025, 11:37', '2025-09-15T11:37:00'],
    ['May 15, 2026, 7:26 PM', '2026-05-15T19:26:00'],
    ['5. März 2025, 11:37', '2025-03-05T11:37:00'],
    ['5 déc. 2025, 11:37', '2025-12-05T11:37:00'],
    ['5 ago 2025, 11:37', '2025-08-05T11:37:00'],
  ] as const) {
    it(`reads the time ${JSON.stringify(text)}`, async () => {
      expect((await hevy(text)).session).to.include({ localStart: expected, startedAt: `${expected}.000000Z` });
    });
  }

  for (const text of [
    '',
    'yesterday',
    '2021-02-30 10:00',
    '2021-13-01',
    '5 Foo 2025, 11:37',
    '2021-02-10 24:00',
    '2021-02-10 13:00 PM',
    '0021-02-10 10:00',
  ]) {
    it(`rejects the time ${JSON.stringify(text)}`, async () => {
      expect((await hevy(text)).reason).to.match(
        /^The start time .* is not a valid date\.$|^The start time is missing\.$/,
      );
    });
  }

  it('applies an offset in the text instead of the time zone', async () => {
    expect(await startOf('2025-12-05T11:37:00+05:30', 'Europe/Berlin')).to.equal('2025-12-05T06:07:00.000000Z');
    expect(await startOf('2025-12-05 11:37 UTC-3', 'Europe/Berlin')).to.equal('2025-12-05T14:37:00.000000Z');
    expect((await hevy('2025-12-05T11:37:00Z', '', 'Europe/Berlin')).session).to.include({
      key: '2025-12-05T11:37:00',
      startedAt: '2025-12-05T11:37:00.000000Z',
    });
  });

  it('reads local times in the time zone, in summer and in winter', async () => {
    expect(await startOf('2025-07-01 12:00', 'Europe/Berlin')).to.equal('2025-07-01T10:00:00.000000Z');
    expect(await startOf('2025-12-01 12:00', 'Europe/Berlin')).to.equal('2025-12-01T11:00:00.000000Z');
    expect(await startOf('2025-12-01 12:00', 'Asia/Kathmandu')).to.equal('2025-12-01T06:15:00.000000Z');
  });

  it('moves a time that clocks skip forward by as much as the clocks', async () => {
    expect(await startOf('2025-03-30 02:30', 'Europe/Berlin')).to.equal('2025-03-30T01:30:00.000000Z');
    expect(await startOf('2025-03-09 02:30', 'America/New_York')).to.equal('2025-03-09T07:30:00.000000Z');
  });

  it('reads a time that clocks show twice as the first one, unless a workout would end before its start', async () => {
    expect(await startOf('2025-10-26 02:30', 'Europe/Berlin')).to.equal('2025-10-26T00:30:00.000000Z');
    const { session } = await hevy('2025-10-26 02:50', '2025-10-26 02:10', 'Europe/Berlin');
    expect(session).to.include({
      startedAt: '2025-10-26T00:50:00.000000Z',
      endedAt: '2025-10-26T01:10:00.000000Z',
    });
  });
});
