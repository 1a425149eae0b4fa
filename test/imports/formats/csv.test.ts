import { expect } from 'chai';
import { csvLayout, parseColumnMap } from '../../../src/imports/formats/csv.ts';
import { kg, lb, lines, readAll, refusalOf, set, setsOf } from '../support/read.ts';

const read = (file: string, map = '') => readAll('csv', file, { map });

describe('the importer of generic CSV files', () => {
  it('reads each field from the column with its name', async () => {
    const contents = await read(
      lines(
        'date,end,workout,workout notes,exercise,exercise notes,superset,set,type,weight,unit,reps,rpe,rir,notes',
        '2025-12-05 18:00,2025-12-05 19:00,Legs,Cold,Squat,Deep,1,1,warmup,60,kg,8,7.5,,Slow',
        '2025-12-05 18:00,2025-12-05 19:00,Legs,Cold,Squat,Deep,1,2,,135,lb,5,,2,',
      ),
    );
    expect([contents.rejected, contents.leftOut]).to.deep.equal([[], []]);
    const [session] = contents.sessions;
    expect(session).to.include({ name: 'Legs', notes: 'Cold', endedAt: '2025-12-05T19:00:00.000000Z' });
    expect(session?.exercises[0]).to.deep.include({ name: 'Squat', notes: 'Deep', supersetGroup: 1 });
    expect(setsOf(contents)).to.deep.equal([
      [
        'Squat',
        [
          set({ type: 'warm_up', weight: kg(60), reps: 8, rpe: 7.5, notes: 'Slow' }),
          set({ weight: lb(135), reps: 5, rir: 2 }),
        ],
      ],
    ]);
  });

  it('reads fields from the columns that the mapping names, with the units in these names', async () => {
    const file = lines('Tag;Übung;"Last, gesamt (lb)";Wdh;Reps', '5.12.2025;Kniebeuge;100,5;5;99');
    const contents = await read(file, 'date=tag,exercise=Übung,"weight=Last, gesamt (lb)",reps=Wdh');
    expect(setsOf(contents)).to.deep.equal([['Kniebeuge', [set({ weight: lb(100.5), reps: 5 })]]]);
    expect(contents.leftOut).to.deep.equal([
      { line: 1, reason: 'The column "Reps" is not read. Its values are left out.' },
    ]);
  });

  it('reads dates and times of day from two columns, and set times and durations', async () => {
    const { sessions } = await read(
      lines('day,time of day,duration,exercise,time', '2025-12-05,6:30 PM,1:05,Plank,1:30'),
      'duration=duration,seconds=time',
    );
    expect(sessions[0]).to.include({
      startedAt: '2025-12-05T18:30:00.000000Z',
      endedAt: '2025-12-05T19:35:00.000000Z',
    });
    expect(sessions[0]?.exercises[0]?.sets).to.deep.equal([set({ seconds: 90 })]);
  });

  for (const [map, message] of [
    ['weight', 'The mapping "weight" is not of the form field=Column.'],
    ['weight=', 'The mapping "weight=" is not of the form field=Column.'],
    ['=Load', 'The field "" is unknown.'],
    ['mass=Load', 'The field "mass" is unknown. Fields are: date, clock, end,'],
    ['constructor=Load', 'The field "constructor" is unknown.'],
    ['weight=Load,weight=Kg', 'The field "weight" is mapped twice.'],
    ['weight=Mass', 'The file has no column "Mass".'],
    ['"weight=Load', 'A quotation mark of the mapping is not closed.'],
    [`weight=${'x'.repeat(2_000)}`, 'The mapping is longer than 2,000 characters.'],
  ] as const) {
    it(`refuses the mapping ${map.slice(0, 40)}`, async () => {
      const error = await refusalOf(read(lines('date,exercise,Load', '2025-12-05,Squat,5'), map));
      expect(error).to.have.nested.property('validationErrors[0].field', 'map');
      expect(error).to.have.nested.property('validationErrors[0].message').that.contains(message);
    });
  }

  it('reads a mapping with blanks, an empty one and one of 2,000 characters', () => {
    expect([...parseColumnMap(' weight = Load , reps=Reps')]).to.deep.equal([
      ['weight', 'Load'],
      ['reps', 'Reps'],
    ]);
    expect([...parseColumnMap(' \t ')]).to.deep.equal([]);
    expect([...parseColumnMap(`reps=${'x'.repeat(1_995)}`)]).to.deep.equal([['reps', 'x'.repeat(1_995)]]);
  });

  it('knows a column that the mapping names with its unit without the unit', () => {
    const columnsOf = (name: string) => {
      const { names } = csvLayout(new Map([['weight', name]]));
      return [...names].filter(([, column]) => column === 'weight').map(([each]) => each);
    };
    expect(columnsOf('Load (kg)')).to.deep.equal(['load']);
    expect(columnsOf('Load')).to.deep.equal(['load']);
    expect(columnsOf('Load (kg) x')).to.deep.equal(['load (kg) x']);
  });

  it('reads a column that is named by a unit of weight unless the mapping names another', async () => {
    const file = lines('date,exercise,kg,Mass (lb)', '2025-12-05,Squat,60,100');
    expect(setsOf(await read(file))).to.deep.equal([['Squat', [set({ weight: kg(60) })]]]);
    expect(setsOf(await read(file, 'weight=Mass (lb)'))).to.deep.equal([['Squat', [set({ weight: lb(100) })]]]);
  });

  it('orders the sets of an exercise by their numbers', async () => {
    const row = (set: number, reps: number) => `2025-12-05,Squat,${set},${reps}`;
    const contents = await read(lines('date,exercise,set,reps', row(2, 8), row(3, 7), row(1, 9)));
    expect(setsOf(contents)).to.deep.equal([['Squat', [set({ reps: 9 }), set({ reps: 8 }), set({ reps: 7 })]]]);
  });

  it('reads no column that may be one of the workout or of the set, unless the mapping says which', async () => {
    const { leftOut, sessions } = await read(lines('date,exercise,duration,time', '2025-12-05,Plank,60,18:30'));
    expect(leftOut.map(({ reason }) => reason.slice(0, 30))).to.deep.equal([
      'The column "duration" is not r',
      'The column "time" is not read.',
    ]);
    expect(sessions[0]?.exercises[0]?.sets).to.deep.equal([set()]);
  });

  it('refuses a mapping for the files of an app', async () => {
    const error = await refusalOf(readAll('strong', 'Date', { map: 'date=Date' }));
    expect(error).to.have.nested.property('validationErrors[0].field', 'map');
  });

  it('says which fields are missing and how to name their columns', async () => {
    const error = await refusalOf(read(lines('Tag,Übung', '1,2')));
    expect(error).to.have.nested.property(
      'validationErrors[0].message',
      'This is not a CSV export. The following columns are missing: "date", "exercise". Name the columns that contain these fields in the mapping, such as date=Day.',
    );
  });
});
