import { expect } from 'chai';
import { kg, lb, lines, mi, readAll, refusalOf, set, setsOf } from '../support/read.ts';

const hevy = 'title,start_time,exercise_title,set_index,set_type,weight_kg,weight_lbs,reps,distance_km,distance_miles';
const row = (set: number, kilograms: string, pounds: string, rest = '5,,') =>
  `A,2025-02-09 12:10,Squat,${set},normal,${kilograms},${pounds},${rest}`;

describe('the columns of an export', () => {
  it('may be one for each unit, of which the filled one counts', async () => {
    const contents = await readAll('hevy', lines(hevy, row(0, '', '185'), row(1, '90', ''), row(2, '', '', ',,2.4')));
    expect(contents.rejected).to.deep.equal([]);
    expect(setsOf(contents)).to.deep.equal([
      ['Squat', [set({ weight: lb(185), reps: 5 }), set({ weight: kg(90), reps: 5 })]],
      ['Squat', [set({ distance: mi(2.4) })]],
    ]);
  });

  it('may have one weight in both units, but not two different ones', async () => {
    const { rejected, sessions } = await readAll(
      'hevy',
      lines(hevy, row(0, '90', '198.4'), row(1, '90', '190'), row(2, '0', '45')),
    );
    expect(rejected).to.deep.equal([{ line: 3, reason: 'The row has two different weights: 90 kg and 190 lb.' }]);
    expect(sessions[0]?.exercises[0]?.sets.map(({ weight }) => weight)).to.deep.equal([kg(90), lb(45)]);
  });

  it('are read in units of time', async () => {
    const file = lines(
      'Date,Workout Name,Duration (minutes),Exercise Name,Set Order,Weight (kg),Reps,Seconds (min)',
      '2024-02-13 10:00:00,A,25,Plank,1,,,1.5',
      '2024-02-14 10:00:00,A,90,Squat,1,60,5,',
    );
    const { sessions } = await readAll('strong', file);
    expect(sessions.map(({ endedAt }) => endedAt?.slice(11, 16))).to.deep.equal(['10:25', '11:30']);
    expect(sessions[0]?.exercises[0]?.sets).to.deep.equal([set({ seconds: 90 })]);
  });

  for (const column of ['Weight (st)', 'Distance (furlongs)', 'Duration (fortnights)', 'Seconds (ticks)']) {
    it(`are refused with the unknown unit of ${column}`, async () => {
      const [name = ''] = column.split(' (');
      const header = 'Date,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds'.replace(name, column);
      const error = await refusalOf(readAll('strong', lines(header, '2024-02-13,,Plank,1,,,,'), { unit: 'kg' }));
      expect(error).to.have.nested.property('validationErrors[0].field', 'file');
      expect(error)
        .to.have.nested.property('validationErrors[0].message')
        .that.contains(`"${column}" has an unknown unit`);
    });
  }

  it('are refused with the unknown unit of a Hevy export', async () => {
    const header = 'start_time,exercise_title,set_index,weight_stones,reps';
    const error = await refusalOf(readAll('hevy', lines(header, '2024-02-13,Squat,0,9,5')));
    expect(error).to.have.nested.property('validationErrors[0].field', 'file');
  });

  it('that no importer reads are reported when they are filled', async () => {
    const file = lines('Date,Mood,Exercise Name,Set Order,Weight (kg),Reps,Empty', '2024-02-13,good,Squat,1,60,5,');
    const { leftOut, sessions } = await readAll('strong', file);
    expect(leftOut).to.deep.equal([{ line: 1, reason: 'The column "Mood" is not read. Its values are left out.' }]);
    expect(sessions).to.have.lengthOf(1);
  });

  for (const [language, header, rest] of [
    [
      'French',
      "Date,Nom de l’entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes",
      'Minuteur de repos',
    ],
    [
      'German',
      'Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,Entfernung,Sekunden,Notizen',
      'Ruhezeit',
    ],
    [
      'Spanish',
      'Fecha,Nombre del entrenamiento,Duración,Nombre del ejercicio,Orden de la serie,Peso,Repeticiones,Distancia,Segundos,Notas',
      'Descanso',
    ],
    [
      'Italian',
      "Data,Nome dell'allenamento,Durata,Nome dell'esercizio,Ordine della serie,Peso,Ripetizioni,Distanza,Secondi,Note",
      'Riposo',
    ],
    [
      'Portuguese',
      'Data,Nome do treino,Duração,Nome do exercício,Ordem da série,Peso,Repetições,Distância,Segundos,Notas',
      'Descanso',
    ],
    [
      'accents that are composed otherwise',
      "Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes".normalize(
        'NFD',
      ),
      'Repos',
    ],
  ] as const) {
    it(`of Strong are known in ${language}, and rows of rests and notes by what they have`, async () => {
      const at = (order: string, rest: string) => `2024-05-06 18:02:10,Oben,1h 5min,Bench Press,${order},${rest}`;
      const file = lines(
        header,
        at('Mot', '0,0,0,0,Belt'),
        at('1', '60,8,0,0,'),
        at(rest, '0,0.0,0,90.0,'),
        at('W', '20,5,0,0,'),
        at('2', '62.5,7,0,0,deep'),
      );
      const contents = await readAll('strong', file, { unit: 'kg' });
      expect([contents.rejected, contents.leftOut]).to.deep.equal([[], []]);
      expect(contents.sessions[0]).to.include({ name: 'Oben', endedAt: '2024-05-06T19:07:10.000000Z' });
      expect(contents.sessions[0]?.exercises[0]?.notes).to.equal('Belt');
      expect(setsOf(contents)).to.deep.equal([
        [
          'Bench Press',
          [
            set({ weight: kg(60), reps: 8 }),
            set({ type: 'warm_up', weight: kg(20), reps: 5 }),
            set({ weight: kg(62.5), reps: 7, notes: 'deep' }),
          ],
        ],
      ]);
    });
  }

  it('may be longer together than a note: what fits is kept and the rest is reported', async () => {
    const note = (letter: string) => letter.repeat(6_000);
    const file = lines(
      'start_time,exercise_title,set_index,weight_kg,reps,exercise_notes',
      `2024-05-06,Squat,0,60,5,${note('a')}`,
      `2024-05-06,Squat,1,60,5,${note('b')}`,
    );
    const { sessions, leftOut, rejected } = await readAll('hevy', file);
    expect([sessions[0]?.exercises[0]?.notes, sessions[0]?.setCount, rejected]).to.deep.equal([note('a'), 2, []]);
    expect(leftOut).to.deep.equal([
      { line: 2, reason: 'The notes on "Squat" are longer than 10,000 characters. Some are left out.' },
    ]);
  });
});
