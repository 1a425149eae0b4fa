import { expect } from 'chai';
import type { ImportFormat } from '../../../src/events/values.ts';
import { lines, readAll } from '../support/read.ts';

const name = 'x'.repeat(101);
const note = 'x'.repeat(10_001);
const columnsOf = {
  csv: 'date,end,workout duration,workout,workout notes,exercise,exercise notes,superset,set,type,weight,unit,reps,rpe,rir,notes',
  strong: 'Date,Duration,Workout Name,Workout Notes,Exercise Name,Set Order,Weight (kg),Reps,RPE,Notes',
  hevy: 'start_time,end_time,title,description,exercise_title,exercise_notes,set_index,set_type,weight_kg,reps',
  fitnotes: 'Date,Exercise,Category,Weight (kgs),Reps,Comment',
  stronglifts:
    'Date,Start Time,End Time,Duration,Workout,Workout Name,Notes,Exercise,Set 1 (Reps),Set 1 (kg),Set 2 (Reps),Set 2 (kg)',
} satisfies Partial<Record<ImportFormat, string>>;
type App = keyof typeof columnsOf;
const valid: Readonly<Record<string, string>> = {
  ...{ date: '2025-12-05', start_time: '2025-12-05', 'Start Time': '10:00' },
  ...{ exercise: 'Squat', exercise_title: 'Squat', 'Exercise Name': 'Squat', Date: '2025-12-05', Exercise: 'Squat' },
  ...{ 'Set Order': '1', 'Set 1 (Reps)': '5', 'Set 1 (kg)': '60', reps: '5', Reps: '5', Workout: '1' },
};

/** Reads a file of an app with two rows of one workout that have this cell. */
function readTwice(app: App, column: string, cell: string) {
  const row = columnsOf[app].split(',').map((each) => (each === column ? cell : (valid[each] ?? '')));
  return readAll(app, lines(columnsOf[app], row.join(','), row.join(',')));
}

describe('an invalid value', () => {
  for (const [app, column, cell, reason] of [
    ['csv', 'end', 'later', 'The end "later" is not a valid date.'],
    ['csv', 'workout duration', 'soon', 'The duration "soon" is not valid.'],
    ['csv', 'workout', name, 'The workout name is longer than 100 characters.'],
    ['csv', 'workout notes', note, 'The workout note is longer than 10,000 characters.'],
    ['strong', 'Duration', 'soon', 'The duration "soon" is not valid.'],
    ['strong', 'Workout Name', name, 'The workout name is longer than 100 characters.'],
    ['strong', 'Workout Notes', note, 'The workout note is longer than 10,000 characters.'],
    ['hevy', 'end_time', 'later', 'The end time "later" is not a valid date.'],
    ['hevy', 'title', name, 'The title is longer than 100 characters.'],
    ['hevy', 'description', note, 'The description is longer than 10,000 characters.'],
    ['stronglifts', 'Start Time', 'soon', 'The date "2025-12-05 soon" is not a valid date.'],
    ['stronglifts', 'End Time', 'late', 'The date "2025-12-05 late" is not a valid date.'],
    ['stronglifts', 'Duration', 'soon', 'The duration "soon" is not valid.'],
    ['stronglifts', 'Workout Name', name, 'The workout name is longer than 100 characters.'],
    ['stronglifts', 'Notes', note, 'The note is longer than 10,000 characters.'],
  ] as const) {
    it(`of a workout is left out and reported once: ${column} of ${app}`, async () => {
      const { sessions, leftOut, rejected } = await readTwice(app, column, cell);
      expect([leftOut, rejected]).to.deep.equal([[{ line: 2, reason: `${reason} It is left out.` }], []]);
      expect(sessions.map(({ setCount }) => setCount)).to.deep.equal([2]);
    });
  }

  for (const [app, column, cell, reason] of [
    ['csv', 'exercise notes', note, 'The exercise note is longer than 10,000 characters.'],
    ['csv', 'superset', 'a', 'The superset "a" is not a number.'],
    ['csv', 'set', '-1', 'The number of the set "-1" is negative.'],
    ['csv', 'type', 'giant', 'The set type "giant" is unknown.'],
    ['csv', 'rir', '1.5', 'The RIR "1.5" is not a whole number up to 10.'],
    ['csv', 'rir', 'x', 'The RIR "x" is not a number.'],
    ['csv', 'notes', note, 'The note is longer than 10,000 characters.'],
    ['strong', 'RPE', '11', 'The RPE "11" is not between 1 and 10 in steps of 0.5.'],
    ['strong', 'Notes', note, 'The note is longer than 10,000 characters.'],
    ['hevy', 'set_type', 'giant', 'The set type "giant" is unknown.'],
    ['hevy', 'exercise_notes', note, 'The exercise note is longer than 10,000 characters.'],
    ['fitnotes', 'Comment', note, 'The comment is longer than 10,000 characters.'],
  ] as const) {
    it(`of a set is left out and reported for each: ${column} of ${app}, ${cell.slice(0, 5)}`, async () => {
      const { sessions, leftOut, rejected } = await readTwice(app, column, cell);
      const reported = [2, 3].map((line) => ({ line, reason: `${reason} It is left out.` }));
      expect([leftOut, rejected]).to.deep.equal([reported, []]);
      const sets = sessions.flatMap(({ exercises }) => exercises.flatMap(({ sets }) => sets));
      expect(sets.map(({ type, reps, personal }) => [type, reps, personal.notes])).to.deep.equal([
        ['normal', 5, null],
        ['normal', 5, null],
      ]);
    });
  }

  for (const [app, column, cell, reason] of [
    ['csv', 'date', '', 'The date is missing.'],
    ['csv', 'date', 'soon', 'The date "soon" is not a valid date.'],
    ['csv', 'exercise', '', 'The exercise name is missing.'],
    ['csv', 'exercise', name, 'The exercise name is longer than 100 characters.'],
    ['fitnotes', 'Date', '', 'The date is missing.'],
    ['fitnotes', 'Date', 'soon', 'The date "soon" is not a valid date.'],
    ['fitnotes', 'Exercise', '', 'The exercise name is missing.'],
    ['fitnotes', 'Exercise', name, 'The exercise name is longer than 100 characters.'],
    ['stronglifts', 'Date', '', 'The date is missing.'],
    ['stronglifts', 'Date', 'soon', 'The date "soon" is not a valid date.'],
    ['stronglifts', 'Exercise', '', 'The exercise name is missing.'],
    ['stronglifts', 'Exercise', name, 'The exercise name is longer than 100 characters.'],
    ['stronglifts', 'Set 1 (kg)', 'x', 'The weight "x" is not a number.'],
    ['stronglifts', 'Set 1 (Reps)', '1.5', 'The number of reps "1.5" is not a whole number up to 10,000.'],
  ] as const) {
    it(`that a set needs rejects its row: ${column} of ${app}, ${JSON.stringify(cell.slice(0, 5))}`, async () => {
      const { sessions, leftOut, rejected } = await readTwice(app, column, cell);
      expect(rejected).to.deep.equal([2, 3].map((line) => ({ line, reason })));
      expect([sessions, leftOut]).to.deep.equal([[], []]);
    });
  }
});
