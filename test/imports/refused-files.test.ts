import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import type { TimeZone } from '../../src/events/ids.ts';
import { readExport } from '../../src/imports/read-export.ts';
import { inChunks, lines, listAll, read, refusalOf } from './support/read.ts';

const header = 'Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE,Notes,Workout Notes';
const row = '2021-01-01 10:00:00,A,Squat,1,80,5,0,0,,,';

const wayOut =
  'If the columns have other names, for example in another language, use the format csv and name the columns in its mapping.';

describe('refused files', () => {
  const errorsOf = async (reading: Promise<unknown>) => {
    const error = await refusalOf(reading);
    return error instanceof DomainError ? error.validationErrors.map(({ field, message }) => [field, message]) : error;
  };
  const refuse = (format: 'strong' | 'hevy', file: string | Uint8Array, unit: 'kg' | null = 'kg') =>
    errorsOf(read(format, file, { unit }));

  it('refuses a file without a weight unit when the request names none either', async () => {
    expect(await refuse('strong', lines(header, row), null)).to.deep.equal([
      ['unit', 'The file names no weight unit. Choose kg or lb.'],
    ]);
  });

  it('refuses an unknown time zone', async () => {
    const options = { unit: 'kg', timezone: 'Europe/Atlantis' as TimeZone } as const;
    const file = inChunks(Buffer.from(lines(header, row)), [100]);
    expect(await errorsOf(listAll(readExport('strong', () => file, options)))).to.deep.equal([
      ['timezone', 'Unknown time zone.'],
    ]);
  });

  it('refuses an empty file but accepts a file with only a header', async () => {
    expect(await refuse('strong', '')).to.deep.equal([['file', 'The file is empty.']]);
    expect(await refuse('hevy', '\uFEFF\r\n\n')).to.deep.equal([['file', 'The file is empty.']]);
    expect(await read('strong', header, { unit: 'kg' })).to.deep.equal({ sessions: [], rejected: [] });
  });

  it('refuses a file in which columns are missing or appear twice', async () => {
    expect(await refuse('strong', 'Date,Exercise Name,Weight,Workout Name')).to.deep.equal([
      ['file', `This is not a Strong export. The following columns are missing: "set order", "reps". ${wayOut}`],
    ]);
    expect(await refuse('hevy', 'start_time,exercise_title,set_index,weight_kg')).to.deep.equal([
      ['file', `This is not a Hevy export. The following column is missing: "reps". ${wayOut}`],
    ]);
    expect(await refuse('hevy', lines(header, row))).to.deep.equal([
      [
        'file',
        `This is not a Hevy export. The following columns are missing: "start_time", "exercise_title", "set_index". ${wayOut}`,
      ],
    ]);
    expect(await refuse('strong', `${header}, REPS `)).to.deep.equal([['file', 'The column "REPS" appears twice.']]);
  });

  it('refuses a file in UTF-16 without a byte order mark', async () => {
    const utf16 = Buffer.from(lines(header, row), 'utf16le');
    expect(await refuse('strong', utf16)).to.deep.equal([
      [
        'file',
        'The header is not readable. The row has characters that are not text (NUL, an escape character or invalid UTF-8).',
      ],
    ]);
  });

  it('accepts columns in any order, in any case, with blanks around their names and beside unknown columns', async () => {
    const file = lines(
      'Reps;Mood; WEIGHT (LBS) ;Set Order;"exercise name";Date;Mood',
      '5;good;100;1;Squat;2021-01-01;x',
    );
    const { sessions } = await read('strong', file);
    expect(sessions[0]?.exercises[0]?.sets[0]).to.deep.include({ reps: 5, weight: { value: 100, unit: 'lb' } });
  });

  it('uses the first of two columns with different names and the same meaning', async () => {
    const file = lines('Date,Exercise Name,Set Order,Weight (kg),Weight (lbs),Reps', '2021-01-01,Squat,1,100,220,5');
    const { sessions } = await read('strong', file);
    expect(sessions[0]?.exercises[0]?.sets[0]?.weight).to.deep.equal({ value: 100, unit: 'kg' });
  });
});
