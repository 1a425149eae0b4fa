import type { SessionCommand } from '../../../src/commands/session/decider.ts';
import type { Reference } from '../../../src/commands/session/rules.ts';
import type { EntryId } from '../../../src/events/ids.ts';
import type { SessionEvent } from '../../../src/events/session.ts';
import {
  added,
  completed,
  type Data,
  entry,
  exerciseId,
  first,
  five,
  given,
  logged,
  plank,
  removedEntry,
  squat,
  started,
} from '../support/sessions.ts';

const add = (data: Data<'AddExercise'>, reference?: Reference): SessionCommand => ({
  type: 'AddExercise',
  data,
  ...(reference !== undefined && { reference }),
});
const frontSquat = { name: 'Front Squat', mode: 'reps' } as const;
const unnamed = { ...entry(squat), exerciseId, personal: { name: null, notes: null } };
const addedAs = (name: string): SessionEvent => ({
  type: 'ExerciseAdded',
  data: { ...entry(squat, 'reps', name), exerciseId, correction: false },
});

describe('adding an exercise to a session', () => {
  it('records an exercise of a session', () =>
    given(started)
      .when(add(entry(squat)))
      .thenYields(added(squat)));
  it('records an exercise that is added after the end as a correction', () =>
    given(started, completed)
      .when(add(entry(squat)))
      .thenYields({ type: 'ExerciseAdded', data: { ...entry(squat), correction: true } }));
  it('gives an entry without a name the name of its exercise', () =>
    given(started).when(add(unnamed, frontSquat)).thenYields(addedAs('Front Squat')));
  it('keeps the name of the command when the exercise has another one', () =>
    given(started)
      .when(add({ ...unnamed, personal: { name: 'Mine', notes: null } }, frontSquat))
      .thenYields(addedAs('Mine')));
  it('gives an entry without a mode the mode of its exercise, also when it is added again', () => {
    const undecided = { ...unnamed, mode: null };
    given(started).when(add(undecided, frontSquat)).thenYields(addedAs('Front Squat'));
    given(started, addedAs('Front Squat'))
      .when(add(undecided, { name: 'Renamed', mode: 'time' }))
      .thenYields();
    given(started, addedAs('Front Squat')).when(add(undecided, null)).thenYields();
  });
  it('refuses an entry that has no mode from anywhere', () =>
    given(started)
      .when(add({ ...entry(squat), mode: null }))
      .thenRefused('validation', 'mode'));
  it('refuses an exercise that does not exist or that the account may not use', () =>
    given(started).when(add(unnamed, null)).thenRefused('exercise-not-found'));
  it('accepts an exercise id of the importer, which brings no reference', () =>
    given(started)
      .when(add({ ...unnamed, personal: { name: 'Mine', notes: null } }))
      .thenYields(addedAs('Mine')));
  it('accepts an entry without an exercise, whose reference is null', () =>
    given(started)
      .when(add(entry(squat), null))
      .thenYields(added(squat)));
  it('refuses an entry that has no name from anywhere', () =>
    given(started).when(add(unnamed)).thenRefused('validation', 'name'));
  it('records nothing when the same exercise is added again', () => {
    given(started, added(squat))
      .when(add(entry(squat)))
      .thenYields();
    given(started, added(squat), completed)
      .when(add(entry(squat)))
      .thenYields();
  });
  it('records nothing when it is added again after its exercise was renamed or deleted', () => {
    for (const reference of [{ name: 'Renamed', mode: 'time' } as const, null]) {
      given(started, addedAs('Front Squat')).when(add(unnamed, reference)).thenYields();
    }
  });
  it('refuses the id of an exercise with other data or after its removal', () => {
    given(started, added(squat))
      .when(add(entry(squat, 'time')))
      .thenRefused('id-taken');
    given(started, added(squat), removedEntry)
      .when(add(entry(squat)))
      .thenRefused('id-taken');
  });
  it('refuses the id of a set for an exercise', () =>
    given(started, added(squat), logged(first))
      .when(add(entry(first as string as EntryId)))
      .thenRefused('id-taken'));
});

describe('editing an exercise of a session', () => {
  const edit = (data: Omit<Data<'EditExercise'>, 'entryId'>, reference?: Reference): SessionCommand => ({
    type: 'EditExercise',
    data: { entryId: squat, ...data },
    ...(reference !== undefined && { reference }),
  });
  const changed = (change: Partial<ReturnType<typeof entry>>, correction = false): SessionEvent => ({
    type: 'ExerciseCorrected',
    data: { ...entry(squat), ...change, correction },
  });

  it('records the whole entry after a change of one member', () => {
    given(started, added(squat))
      .when(edit({ supersetGroup: 1 }))
      .thenYields(changed({ supersetGroup: 1 }));
    given(started, added(squat))
      .when(edit({ name: 'Deep Squat' }))
      .thenYields(changed({ personal: { name: 'Deep Squat', notes: null, planned: null } }));
    given(started, added(squat))
      .when(edit({ notes: 'Low bar' }))
      .thenYields(changed({ personal: { name: 'Squat', notes: 'Low bar', planned: null } }));
  });
  it('records a change of an exercise after the end as a correction', () =>
    given(started, added(squat), completed)
      .when(edit({ supersetGroup: 1 }))
      .thenYields(changed({ supersetGroup: 1 }, true)));
  it('links another exercise, and refuses one that does not exist', () => {
    given(started, added(squat)).when(edit({ exerciseId }, frontSquat)).thenYields(changed({ exerciseId }));
    given(started, added(squat)).when(edit({ exerciseId }, null)).thenRefused('exercise-not-found');
    given(started, addedAs('Squat'))
      .when(edit({ exerciseId: null }, null))
      .thenYields(changed({ exerciseId: null }));
  });
  it('changes the mode of an exercise when all its sets fit, else refuses', () => {
    given(started, added(squat))
      .when(edit({ mode: 'time' }))
      .thenYields(changed({ mode: 'time' }));
    given(started, added(squat), logged(first))
      .when(edit({ mode: 'time' }))
      .thenRefused('validation', 'mode');
    given(started, added(squat), logged(first, { ...five, reps: null }))
      .when(edit({ mode: 'sets_only' }))
      .thenYields(changed({ mode: 'sets_only' }));
  });
  it('records nothing when nothing of an exercise changes', () => {
    given(started, added(squat)).when(edit({})).thenYields();
    given(started, added(squat))
      .when(edit({ name: 'Squat', mode: 'reps', notes: null }))
      .thenYields();
  });
  it('refuses to edit an exercise that the session does not have', () => {
    given(started).when(edit({})).thenRefused('entry-not-found');
    given(started, added(squat), removedEntry).when(edit({})).thenRefused('entry-not-found');
  });
});

describe('removing an exercise of a session', () => {
  const remove = (entryId = squat): SessionCommand => ({ type: 'RemoveExercise', data: { entryId } });
  it('records that an exercise was removed, after the end as a correction', () => {
    given(started, added(squat)).when(remove()).thenYields(removedEntry);
    given(started, added(squat), completed)
      .when(remove())
      .thenYields({ type: 'ExerciseRemoved', data: { entryId: squat, correction: true } });
  });
  it('refuses to remove an exercise that the session does not have', () =>
    given(started, added(squat)).when(remove(plank)).thenRefused('entry-not-found'));
});

describe('reordering the exercises of a session', () => {
  const reorder = (...entryIds: EntryId[]): SessionCommand => ({ type: 'ReorderExercises', data: { entryIds } });
  const past = [started, added(squat), added(plank)];
  it('records the new order of the exercises, after the end as a correction', () => {
    given(...past)
      .when(reorder(plank, squat))
      .thenYields({ type: 'ExercisesReordered', data: { entryIds: [plank, squat], correction: false } });
    given(...past, completed)
      .when(reorder(plank, squat))
      .thenYields({ type: 'ExercisesReordered', data: { entryIds: [plank, squat], correction: true } });
  });
  it('records nothing when the order of the exercises stays', () =>
    given(...past)
      .when(reorder(squat, plank))
      .thenYields());
  it('refuses an order that lacks an exercise, repeats one or has another one', () => {
    const other = '01900000-0000-7000-8000-000000000019' as EntryId;
    for (const ids of [[squat], [squat, squat], [squat, other], [squat, plank, plank], [squat, plank, other]]) {
      given(...past)
        .when(reorder(...ids))
        .thenRefused('validation', 'ids');
    }
  });
});
