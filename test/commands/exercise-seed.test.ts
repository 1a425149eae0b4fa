import { expect } from 'chai';
import { type ExerciseCommand, exercise } from '../../src/commands/exercise/decider.ts';
import { exerciseFold } from '../../src/documents/exercise.ts';
import { replay } from '../../src/documents/presence.ts';
import type { StreamEvent } from '../../src/events/event.ts';
import type { ExerciseEvent } from '../../src/events/exercise.ts';
import { athlete, eventAt, noon } from '../support/specification.ts';
import { added, content, deleted, exerciseId, given, lapsed, revised, seed } from './support/exercises.ts';

const seeded = (event: ExerciseEvent, revision: number): StreamEvent<ExerciseEvent> =>
  eventAt(event, revision, noon, 'seed');
const decide = (past: readonly StreamEvent<ExerciseEvent>[], command: ExerciseCommand) =>
  exercise.decide(command, replay(exerciseFold, past), { by: athlete, at: noon });
const first = seeded(added(), 0);

describe('seeding an exercise', () => {
  it('adds a new exercise of the seed data without checking its items', () =>
    given()
      .when(seed({ tags: [999] }))
      .thenYields(added({ tags: [999] })));
  it('changes nothing when the seed data has not changed', () => expect(decide([first], seed())).to.deep.equal([]));
  it('changes what the seed data has changed, with the slug of a new name', () => {
    expect(decide([first], seed({ instructions: 'Push.' }))).to.deep.equal([revised({ instructions: 'Push.' })]);
    const name = 'Chest Press';
    expect(decide([first], seed({ name }))).to.deep.equal([revised({ name, slug: 'chest-press' })]);
  });
  it('keeps what people have changed and the seed data has not', () => {
    const past = [first, eventAt(revised({ safety: 'Use a spotter.', force: null }), 1)];
    expect(decide(past, seed())).to.deep.equal([]);
    expect(decide(past, seed({ instructions: 'Push.' }))).to.deep.equal([
      revised({ safety: 'Use a spotter.', force: null, instructions: 'Push.' }),
    ]);
  });
  it('keeps what people have changed after later changes of the seed data', () => {
    const past = [
      first,
      eventAt(revised({ safety: 'Use a spotter.' }), 1),
      seeded(revised({ safety: 'Use a spotter.', instructions: 'Push.' }), 2),
    ];
    expect(decide(past, seed({ instructions: 'Push.' }))).to.deep.equal([]);
    expect(decide(past, seed({ instructions: 'Push up.' }))).to.deep.equal([
      revised({ safety: 'Use a spotter.', instructions: 'Push up.' }),
    ]);
    expect(decide(past, seed({ instructions: 'Push.', safety: 'Breathe.' }))).to.deep.equal([
      revised({ safety: 'Breathe.', instructions: 'Push.' }),
    ]);
  });
  it('overwrites what both people and the seed data have changed', () => {
    const past = [first, eventAt(revised({ instructions: 'Mine.' }), 1)];
    expect(decide(past, seed({ instructions: 'Push.' }))).to.deep.equal([revised({ instructions: 'Push.' })]);
  });
  it('records a member as adopted when people had already set the new seed value', () => {
    const past = [first, eventAt(revised({ instructions: 'Push.' }), 1)];
    const event = { ...revised({ instructions: 'Push.' }) };
    const adopting = { ...event, data: { ...event.data, adopted: ['instructions'] } } as ExerciseEvent;
    expect(decide(past, seed({ instructions: 'Push.' }))).to.deep.equal([adopting]);
    expect(decide([...past, seeded(adopting, 2)], seed({ instructions: 'Push.' }))).to.deep.equal([]);
    expect(decide([...past, seeded(adopting, 2)], seed({ instructions: 'Press.' }))).to.deep.equal([revised({})]);
  });
  it('takes over an exercise that people added under the same id', () => {
    const past = [eventAt(added({ safety: 'Mine.' }), 0)];
    const adopted = Object.keys(content).filter((member) => member !== 'safety');
    expect(decide(past, seed())).to.deep.equal([
      { type: 'CatalogueExerciseRevised', data: { slug: 'bench-press', ...content, adopted } },
    ]);
  });
  it('does not restore a deleted exercise', () => {
    const past = [first, eventAt(deleted, 1)];
    expect(decide(past, seed())).to.deep.equal([]);
    expect(decide(past, seed({ instructions: 'Push.' }))).to.deep.equal([]);
  });
  it('changes nothing after a lapsed claim', () =>
    expect(decide([first, eventAt(lapsed, 1)], seed())).to.deep.equal([]));
  it('refuses seed data that breaks the rules of values', () => {
    given()
      .when(seed({ name: 'x' }))
      .thenRefused('validation', 'name');
    expect(() => decide([first], seed({ name: 'x' }))).to.throw('name');
  });
  it('keeps the id of the exercise', () =>
    expect(decide([], seed())).to.have.nested.property('[0].data.exerciseId', exerciseId));
});
