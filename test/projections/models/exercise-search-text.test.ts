import { expect } from 'chai';
import { exerciseSearchTextOf } from '../../../src/projections/models/exercise-search-text.ts';

describe('exerciseSearchTextOf', () => {
  it('returns paragraphs of plain names, of their words with abbreviations, and of names as written', () => {
    const exercise = { name: 'Bench Presses (Dumbbell)', aliases: ['DB-Press', 'Übung %', '!!'] };
    const paragraphs = exerciseSearchTextOf(exercise).split('\n\n');
    expect(paragraphs.map((paragraph) => paragraph.split('\n'))).to.deep.equal([
      ['bench press dumbbell', 'db press', 'ubung'],
      ['bench press dumbbell db ubung db'],
      ['bench presses (dumbbell)', 'db-press', 'ubung %', '!!', 'benchpressdumbbell', 'dbpress'],
    ]);
  });
});
