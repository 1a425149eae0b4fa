import { maxAliases } from '../../src/events/values.ts';
import { stranger } from '../support/specification.ts';
import { assign, edit, given as givenAccount, register, registered } from './support/accounts.ts';
import { addOwn, given as givenExercise, ownAdded } from './support/exercises.ts';
import {
  added,
  editSession,
  entry,
  five,
  given as givenSession,
  log,
  second,
  squat,
  start,
  started,
} from './support/sessions.ts';

const by = { by: stranger };
const long = 'x'.repeat(20_000);

describe('the refusal of a value', () => {
  it('names the field of an account', () => {
    givenAccount()
      .when(register({ name: long }))
      .thenRefused('validation', 'name');
    givenAccount()
      .when(register({ role: 'coach' as never }))
      .thenRefused('validation', 'role');
    givenAccount(registered)
      .when(edit({ name: long }), by)
      .thenRefused('validation', 'name');
    givenAccount(registered)
      .when(assign('coach' as never), by)
      .thenRefused('validation', 'role');
  });
  it('names the field of a training session', () => {
    givenSession()
      .when(start({ name: long }))
      .thenRefused('validation', 'name');
    givenSession()
      .when(start({ notes: long }))
      .thenRefused('validation', 'notes');
    givenSession(started)
      .when(editSession({ name: long }))
      .thenRefused('validation', 'name');
    givenSession(started)
      .when(editSession({ notes: long }))
      .thenRefused('validation', 'notes');
  });
  it('names the field of an entry', () => {
    const add = (change: Partial<ReturnType<typeof entry>>) => ({
      type: 'AddExercise' as const,
      data: { ...entry(squat), ...change },
      reference: null,
    });
    givenSession(started)
      .when(add({ mode: 'laps' as never }))
      .thenRefused('validation', 'mode');
    givenSession(started)
      .when(add({ supersetGroup: -1 }))
      .thenRefused('validation', 'supersetGroup');
    givenSession(started)
      .when(add({ personal: { name: 'Squat', notes: long, planned: null } }))
      .thenRefused('validation', 'notes');
  });
  it('names the field of a set', () => {
    const session = givenSession(started, added(squat));
    session.when(log(second, { ...five, reps: -1 })).thenRefused('validation', 'reps');
    session.when(log(second, { ...five, personal: { notes: long } })).thenRefused('validation', 'notes');
  });
  it('names the field of an exercise', () => {
    const aliases = (count: number) => Array.from({ length: count }, (_, index) => `Press ${index}`);
    const refused = (change: Parameters<typeof addOwn>[0], field: string) =>
      givenExercise().when(addOwn(change)).thenRefused('validation', field);
    refused({ aliases: aliases(maxAliases + 1) }, 'aliases');
    refused({ aliases: [long] }, 'aliases');
    refused({ instructions: long }, 'instructions');
    refused({ safety: long }, 'safety');
    refused({ category: 'sleep' as never }, 'category');
    refused({ difficultyLevel: 'absurd' as never }, 'difficultyLevel');
    refused({ force: 'twist' as never }, 'force');
    refused({ mechanic: 'magic' as never }, 'mechanic');
    refused({ metrics: ['mood' as never] }, 'metrics');
  });
});

describe('an exercise', () => {
  const aliases = Array.from({ length: maxAliases }, (_, index) => `Press ${index}`);
  it('may have exactly the greatest number of aliases', () =>
    givenExercise().when(addOwn({ aliases })).thenYields(ownAdded({ aliases })));
});
