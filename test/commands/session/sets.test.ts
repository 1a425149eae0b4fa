import type { SessionCommand } from '../../../src/commands/session/decider.ts';
import type { SetId } from '../../../src/events/ids.ts';
import { emptyPerformance, type Performance } from '../../../src/events/performance.ts';
import type { Mode } from '../../../src/events/values.ts';
import {
  added,
  completed,
  corrected,
  type Data,
  first,
  five,
  given,
  later,
  log,
  logged,
  plank,
  removedSet,
  second,
  squat,
  started,
  tooFarAhead,
} from '../support/sessions.ts';

const past = [started, added(squat), logged(first)];

describe('logging a set', () => {
  it('records a set with its measures', () => given(started, added(squat)).when(log(first)).thenYields(logged(first)));
  it('records a negative weight as assistance', () => {
    const assisted: Performance = { ...five, weight: { value: -20.5, unit: 'lb' } };
    given(started, added(squat)).when(log(first, assisted)).thenYields(logged(first, assisted));
  });
  it('records a set without any measure', () =>
    given(started, added(squat)).when(log(first, emptyPerformance)).thenYields(logged(first, emptyPerformance)));
  it('records nothing when the same set is logged again', () => {
    given(...past)
      .when(log(first))
      .thenYields();
    given(...past, completed)
      .when(log(first))
      .thenYields();
  });
  it('records nothing when a set is logged again after a correction', () =>
    given(...past, corrected(first, { ...five, reps: 6 }))
      .when(log(first))
      .thenYields());
  it('refuses the id of a set with other data, in another exercise or after its removal', () => {
    given(...past)
      .when(log(first, { ...five, reps: 6 }))
      .thenRefused('id-taken');
    given(...past, added(plank))
      .when(log(first, five, plank))
      .thenRefused('id-taken');
    given(...past, removedSet(first))
      .when(log(first))
      .thenRefused('id-taken');
  });
  it('refuses the id of an exercise for a set', () =>
    given(...past)
      .when(log(squat as string as SetId))
      .thenRefused('id-taken'));
  it('refuses a set for an exercise that the session does not have', () =>
    given(started).when(log(first)).thenRefused('entry-not-found'));
  it('records a set after the end as a correction', () =>
    given(started, added(squat), completed)
      .when(log(first))
      .thenYields({ type: 'SetLogged', data: { entryId: squat, setId: first, ...five, correction: true } }));
  it('rejects a set with both rpe and rir, and accepts either', () => {
    given(started, added(squat))
      .when(log(first, { ...five, rpe: 8, rir: 2 }))
      .thenRefused('validation', 'rir');
    for (const effort of [{ rpe: 8 }, { rir: 2 }]) {
      given(started, added(squat))
        .when(log(first, { ...five, ...effort }))
        .thenYields(logged(first, { ...five, ...effort }));
    }
  });
  it('rejects a set that is performed in the future', () => {
    given(started, added(squat))
      .when(log(first, { ...five, performedAt: tooFarAhead }))
      .thenRefused('validation', 'performedAt');
    given(started, added(squat))
      .when(log(first, { ...five, performedAt: later }))
      .thenYields(logged(first, { ...five, performedAt: later }));
  });
});

describe('the mode of an exercise', () => {
  const sets = {
    reps: { ...emptyPerformance, reps: 5 },
    seconds: { ...emptyPerformance, seconds: 90.5 },
    distance: { ...emptyPerformance, distance: { value: 5, unit: 'km' } },
  } satisfies Record<string, Performance>;
  const measures: Record<Mode, readonly (keyof typeof sets)[]> = {
    reps: ['reps'],
    time: ['seconds', 'distance'],
    distance: ['seconds', 'distance'],
    sets_only: [],
  };
  for (const [mode, allowed] of Object.entries(measures) as [Mode, readonly string[]][]) {
    for (const [name, performance] of Object.entries(sets)) {
      it(`${allowed.includes(name) ? 'accepts' : 'rejects'} a set with ${name} in mode ${mode}`, () => {
        const when = given(started, added(squat, mode)).when(log(first, performance));
        if (allowed.includes(name)) when.thenYields(logged(first, performance));
        else when.thenRefused('validation', name);
      });
    }
  }
});

describe('correcting a set', () => {
  const correct = (data: Omit<Data<'CorrectSet'>, 'entryId' | 'setId'>, setId = first): SessionCommand => ({
    type: 'CorrectSet',
    data: { entryId: squat, setId, ...data },
  });
  it('records the whole set after a correction', () => {
    given(...past)
      .when(correct({ reps: 6, notes: 'deep' }))
      .thenYields(corrected(first, { ...five, reps: 6, personal: { notes: 'deep' } }));
    given(...past)
      .when(correct({ performedAt: later, weight: null }))
      .thenYields(corrected(first, { ...five, performedAt: later, weight: null }));
  });
  it('marks a correction of a set after the end', () =>
    given(...past, completed)
      .when(correct({ reps: 6 }))
      .thenYields({
        type: 'SetCorrected',
        data: { entryId: squat, setId: first, ...five, reps: 6, correction: true },
      }));
  it('records nothing when nothing of a set changes', () => {
    given(...past)
      .when(correct({}))
      .thenYields();
    given(...past)
      .when(correct({ reps: 5, weight: { unit: 'kg', value: 100 } }))
      .thenYields();
  });
  it('rejects a correction that breaks the rules of a set', () => {
    for (const [data, field] of [
      [{ seconds: 3 }, 'seconds'],
      [{ rpe: 8, rir: 2 }, 'rir'],
      [{ performedAt: tooFarAhead }, 'performedAt'],
    ] as const) {
      given(...past)
        .when(correct(data))
        .thenRefused('validation', field);
    }
  });
  it('refuses to correct a set or an exercise that the session does not have', () => {
    given(...past)
      .when(correct({ reps: 6 }, second))
      .thenRefused('set-not-found');
    given(started)
      .when(correct({ reps: 6 }))
      .thenRefused('entry-not-found');
  });
});

describe('removing a set', () => {
  const remove = (setId = first): SessionCommand => ({ type: 'RemoveSet', data: { entryId: squat, setId } });
  it('records that a set was removed, after the end as a correction', () => {
    given(...past)
      .when(remove())
      .thenYields(removedSet(first));
    given(...past, completed)
      .when(remove())
      .thenYields({ type: 'SetRemoved', data: { entryId: squat, setId: first, correction: true } });
  });
  it('refuses to remove a set or from an exercise that the session does not have', () => {
    given(...past)
      .when(remove(second))
      .thenRefused('set-not-found');
    given(started).when(remove()).thenRefused('entry-not-found');
  });
});

describe('reordering the sets of an exercise', () => {
  const reorder = (...setIds: SetId[]): SessionCommand => ({ type: 'ReorderSets', data: { entryId: squat, setIds } });
  it('records the new order of the sets, after the end as a correction', () => {
    for (const [end, correction] of [
      [[], false],
      [[completed], true],
    ] as const) {
      given(...past, logged(second), ...end)
        .when(reorder(second, first))
        .thenYields({ type: 'SetsReordered', data: { entryId: squat, setIds: [second, first], correction } });
    }
  });
  it('records nothing when the order of the sets stays', () =>
    given(...past, logged(second))
      .when(reorder(first, second))
      .thenYields());
  it('refuses an order that lacks a set or repeats one', () => {
    for (const ids of [[first], [first, first]]) {
      given(...past, logged(second))
        .when(reorder(...ids))
        .thenRefused('validation', 'ids');
    }
  });
  it('refuses to reorder the sets of an exercise that the session does not have', () =>
    given(started).when(reorder()).thenRefused('entry-not-found'));
});
