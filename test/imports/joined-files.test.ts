import { expect } from 'chai';
import { lines, readAll } from './support/read.ts';

const header = 'Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Notes';
const row = (start: string, exercise: string, order: number, reps: number) =>
  `2024-03-${start} 18:00:00,Push,${exercise},${order},80,${reps},`;
const first = [row('01', 'Bench Press', 1, 5), row('01', 'Bench Press', 2, 5), row('01', 'Dip', 1, 12)];
const second = [row('04', 'Bench Press', 1, 6), row('04', 'Dip', 1, 11)];
/** The first workout after it was corrected in the app. */
const corrected = [row('01', 'Bench Press', 1, 5), row('01', 'Bench Press', 2, 4), row('01', 'Dip', 1, 12)];

const read = (...rows: readonly string[]) => readAll('strong', lines(...rows), { unit: 'kg' });
type Read = Awaited<ReturnType<typeof read>>;
/** The reps of each set, by workout and exercise. */
const repsIn = ({ sessions }: Read) =>
  sessions
    .toSorted((a, b) => (a.localStart < b.localStart ? -1 : 1))
    .map(({ exercises }) => exercises.map(({ sets }) => sets.map(({ reps }) => reps)));
const reasons = ({ leftOut }: Read) => leftOut.map(({ line, reason }) => [line, reason.slice(0, 52)]);

const both = [
  [[5, 5], [12]],
  [[6], [11]],
];
const both2 = [
  [[5, 4], [12]],
  [[6], [11]],
];
const later = 'The file has a later version of this workout, which ';

describe('files that were joined', () => {
  for (const [what, rows] of [
    ['with their headers', [header, ...first, ...second, header, ...first, ...second]],
    ['without their headers', [header, ...first, ...second, ...first, ...second]],
    ['with a byte order mark before the second header', [header, ...first, ...second, `\uFEFF${header}`, ...first]],
    ['and then sorted by their dates', [header, ...first, ...first, ...second, ...second]],
    ['and then sorted by all their columns', [header, ...[...first, ...first, ...second, ...second].toSorted()]],
    ['three times', [header, ...first, ...second, header, ...first, header, ...second, ...first]],
  ] as const) {
    it(`have each workout once when the same export was joined ${what}`, async () => {
      const contents = await read(...rows);
      expect(repsIn(contents)).to.deep.equal(both);
      expect([contents.rejected, contents.refused]).to.deep.equal([[], []]);
    });
  }

  for (const [what, rows, line] of [
    ['with headers', [header, ...first, ...second, header, ...corrected, ...second], 2],
    ['without headers', [header, ...first, ...second, ...corrected], 2],
  ] as const) {
    it(`have the later version of a workout, and say which one is left out: ${what}`, async () => {
      const contents = await read(...rows);
      expect(repsIn(contents)).to.deep.equal(both2);
      expect(reasons(contents)).to.deep.equal([[line, later]]);
    });
  }

  it('have the later version of a workout whose versions are mixed, where other workouts are copied', async () => {
    const third = second.map((each) => each.replace('03-04', '03-07'));
    const placeOf = (each: string) => each.split(',').slice(0, 4).join();
    const mixed = [...first, ...corrected].toSorted((a, b) => placeOf(a).localeCompare(placeOf(b)));
    const contents = await read(header, ...mixed, ...second, ...second, ...third, ...third);
    expect(repsIn(contents)[0]).to.deep.equal([[5, 4], [12]]);
  });

  it('have no workout whose versions are mixed and cannot be told apart', async () => {
    const longer = [...corrected, row('01', 'Dip', 2, 9)];
    const contents = await read(header, ...second, header, ...second, ...first, ...longer);
    expect(
      contents.refused.map(({ workout, lines, reason }) => [workout.line, lines.length, reason.slice(0, 41)]),
    ).to.deep.equal([[7, 7, 'The file has several versions of this wor']]);
    expect(repsIn(contents)).to.deep.equal([[[6], [11]]]);
  });

  it('keep an exercise that was done again with equal sets', async () => {
    const circuit = [
      row('01', 'Plank', 1, 1),
      row('01', 'Dip', 1, 9),
      row('01', 'Plank', 1, 1),
      row('01', 'Dip', 1, 9),
    ];
    const contents = await read(header, ...circuit, ...second);
    expect(repsIn(contents)[0]).to.deep.equal([[1], [9], [1], [9]]);
    expect(contents.leftOut).to.deep.equal([]);
  });

  it('put together the exercises of a workout that is divided between their parts', async () => {
    expect(repsIn(await read(header, ...first.slice(0, 2), header, ...first.slice(2), ...second))).to.deep.equal(both);
  });

  it('read the rows below each header by its columns and units', async () => {
    const pounds = 'Set Order;Exercise Name;Weight (lbs);Reps;Distance (miles);Seconds;Date';
    const { sessions, rejected } = await readAll(
      'strong',
      lines(
        header.replace('Weight', 'Weight (kg)'),
        ...second,
        pounds,
        '1;Row;135;6;;;2024-03-09',
        '1;Run;;;2,4;1320;2024-03-09',
      ),
    );
    expect(rejected).to.deep.equal([]);
    expect(
      sessions[1]?.exercises.map(({ sets }) => sets.map(({ weight, distance }) => weight ?? distance)),
    ).to.deep.equal([[{ value: 135, unit: 'lb' }], [{ value: 2.4, unit: 'mi' }]]);
  });

  it('are refused when a later header has a unit that is not known', async () => {
    const error = await read(header, ...first, header.replace('Weight', 'Weight (st)')).catch(
      ({ validationErrors }) => validationErrors,
    );
    expect(error).to.have.nested.property('[0].field', 'file');
  });

  it('pair workouts of one start and name by their sets when each part numbers them anew', async () => {
    const numbered = (number: number, exercise: string) => `${number},2024-03-01,Push,${exercise},1,80,5`;
    const columns = 'Workout #,Date,Workout Name,Exercise Name,Set Order,Weight,Reps';
    const file = [columns, numbered(1, 'Dip'), numbered(2, 'Row'), columns, numbered(5, 'Row'), numbered(6, 'Dip')];
    const { sessions, leftOut } = await read(...file);
    expect(sessions.map(({ exercises }) => exercises.map(({ name }) => name))).to.deep.equal([['Dip'], ['Row']]);
    expect(leftOut).to.deep.equal([]);
  });
});
