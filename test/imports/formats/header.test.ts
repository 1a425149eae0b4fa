import { expect } from 'chai';
import { findDelimiter, parseHeader } from '../../../src/imports/formats/header.ts';
import { hevyLayout } from '../../../src/imports/formats/hevy.ts';
import { type Column, foldName, type Layout } from '../../../src/imports/formats/layout.ts';
import { strongLayout } from '../../../src/imports/formats/strong-layout.ts';
import { distanceUnitOf, weightUnitOf } from '../../../src/imports/formats/units.ts';

/** The columns that are recognised in a header line, in order, and the units that the header names. */
function columnsOf(names: string, layout: Layout, delimiter = ',') {
  const { places } = parseHeader(names.split(delimiter), layout);
  const indexOf = (column: Column) => places.get(column)?.[0]?.index ?? -1;
  const columns = [...places.keys()].toSorted((a, b) => indexOf(a) - indexOf(b));
  const unitOf = (column: Column) => places.get(column)?.[0]?.unit ?? '';
  const units = [weightUnitOf.get(unitOf('weight')) ?? null, distanceUnitOf.get(unitOf('distance')) ?? null];
  return [columns.join(' '), ...units];
}

describe('the header of an export', () => {
  for (const [names, columns, weightUnit, distanceUnit] of [
    [
      'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE',
      'start workout duration exercise order weight reps distance seconds notes workoutNotes rpe',
      null,
      null,
    ],
    [
      'Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes',
      'start workout exercise order weight reps distance seconds notes',
      'kg',
      'km',
    ],
    [
      'Workout #,Date,Workout Name,Duration (sec),Exercise Name,Set Order,Weight (lbs),Reps,RPE,Distance (meters),Notes',
      'number start workout duration exercise order weight reps rpe distance notes',
      'lb',
      'm',
    ],
    [
      'Date,Exercise Name,Set Order,Weight,Weight Unit,Reps,Distance,Distance Unit,Workout Duration',
      'start exercise order weight weightUnit reps distance distanceUnit duration',
      null,
      null,
    ],
    [
      'Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,RPE,Entfernung,Sekunden,Notizen,Workout-Notizen',
      'start workout duration exercise order weight reps rpe distance seconds notes workoutNotes',
      null,
      null,
    ],
    [
      'Datum,Workout-Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.',
      'start duration exercise order weight reps',
      null,
      null,
    ],
  ] as const) {
    it(`of Strong is recognised: ${names}`, () => {
      expect(columnsOf(names, strongLayout)).to.deep.equal([columns, weightUnit, distanceUnit]);
    });
  }

  for (const [weight, distance, weightUnit, distanceUnit] of [
    ['weight_kg', 'distance_km', 'kg', 'km'],
    ['weight_lbs', 'distance_miles', 'lb', 'mi'],
    ['weight', 'distance', null, null],
  ] as const) {
    it(`of Hevy is recognised with ${weight} and ${distance}`, () => {
      const names = `title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,${weight},reps,${distance},duration_seconds,rpe`;
      expect(columnsOf(names, hevyLayout)).to.deep.equal([
        'workout start end workoutNotes exercise superset exerciseNotes order type weight reps distance seconds rpe',
        weightUnit,
        distanceUnit,
      ]);
    });
  }

  it('names units in every spelling, with and without blanks', () => {
    for (const [spelling, unit] of Object.entries({ kg: 'kg', KGS: 'kg', lb: 'lb', lbs: 'lb' })) {
      const names = `Date,Exercise Name,Set Order, Weight ( ${spelling} ) ,Reps`.replace('( ', '(').replace(' )', ')');
      expect(columnsOf(names, strongLayout)[1], spelling).to.equal(unit);
    }
    const spellings = {
      m: ['m', 'meter', 'meters'],
      km: ['km', 'kms', 'kilometers'],
      mi: ['mi', 'mi.', 'mile', 'miles'],
      yd: ['yd', 'yds', 'yards'],
      ft: ['ft', 'feet'],
    };
    for (const [unit, all] of Object.entries(spellings)) {
      for (const spelling of all) {
        const names = `Date,Exercise Name,Set Order,Weight,Reps,Distance (${spelling})`;
        expect(columnsOf(names, strongLayout)[2], spelling).to.equal(unit);
      }
    }
  });

  it('has a unit without the blanks around it', () => {
    const { places } = parseHeader(['Date', 'Exercise Name', 'Set Order', 'Weight ( kg )', 'Reps'], strongLayout);
    expect(places.get('weight')).to.deep.equal([{ index: 3, unit: 'kg' }]);
  });

  it('is refused with an unknown unit and told the known ones', () => {
    const refused = () => parseHeader(['Date', 'Exercise Name', 'Set Order', ' Weight (st) ', 'Reps'], strongLayout);
    expect(refused).to.throw(
      'The column "Weight (st)" has an unknown unit. Known are: kg, kgs, kilogram, kilograms, kilo, kilos, кг, lb, lbs, lb., lbs., pound, pounds, #.',
    );
  });

  it('has names that are compared up to 200 characters, without accents and with single blanks', () => {
    expect(foldName(' Übung   der\tWoche ')).to.equal('ubung der woche');
    expect(foldName('x'.repeat(200))).to.equal('x'.repeat(200));
    expect(foldName('x'.repeat(201))).to.equal('');
  });

  it('ignores unknown columns, also units in brackets alone', () => {
    const names = 'Mood,Date,(kg),Exercise Name,Weight (kg) x,Set Order,Weight (),Weight,Reps,Volume (kg)';
    expect(columnsOf(names, strongLayout)[0]).to.equal('start exercise order weight reps');
    const hevy = 'start_time,exercise_title,set_index,my_weight_kg,weight_kg,reps,kg,volume_kg';
    expect(columnsOf(hevy, hevyLayout)[0]).to.equal('start exercise order weight reps');
    expect(parseHeader(hevy.split(','), hevyLayout).places.get('weight')).to.deep.equal([{ index: 4, unit: 'kg' }]);
  });

  it('is split by the delimiter that makes the most known columns', () => {
    expect(findDelimiter('Date,Reps,Weight', strongLayout)).to.equal(',');
    expect(findDelimiter('Date;Reps;Weight', strongLayout)).to.equal(';');
    expect(findDelimiter('"Date"\t"Reps"\t" Weight "', strongLayout)).to.equal('\t');
    expect(findDelimiter('"Date"; "Reps"; "a,b,c,d"', strongLayout)).to.equal(';');
    expect(findDelimiter('Date', strongLayout)).to.equal(',');
    expect(findDelimiter('a;b;c', strongLayout)).to.equal(',');
  });
});
