import { expect } from 'chai';
import type { SessionCommand } from '../../src/commands/session/decider.ts';
import { session } from '../../src/commands/session/decider.ts';
import { present, replay } from '../../src/documents/presence.ts';
import { sessionFold } from '../../src/documents/session.ts';
import type { StreamEvent } from '../../src/events/event.ts';
import type { EntryId, Instant, SessionId, SetId, TimeZone } from '../../src/events/ids.ts';
import type { Performance } from '../../src/events/performance.ts';
import type { Entry, SessionEvent } from '../../src/events/session.ts';
import type { Mode } from '../../src/events/values.ts';
import { athlete, factOf, noon, specificationOf, stranger } from '../support/specification.ts';

const given = specificationOf(session);

const sessionId = '01900000-0000-7000-8000-000000000001' as SessionId;
const squat = '01900000-0000-7000-8000-000000000011' as EntryId;
const plank = '01900000-0000-7000-8000-000000000012' as EntryId;
const first = '01900000-0000-7000-8000-000000000021' as SetId;
const second = '01900000-0000-7000-8000-000000000022' as SetId;
const timezone = 'Europe/Berlin' as TimeZone;
const morning = '2026-01-10T08:00:00.000000Z' as Instant;
const later = '2026-01-10T09:30:00.500000Z' as Instant;

type Of<Type extends SessionEvent['type']> = Extract<SessionEvent, { type: Type }>;
type Data<Type extends SessionCommand['type']> = Extract<SessionCommand, { type: Type }>['data'];

const started: Of<'SessionStarted'> = {
  type: 'SessionStarted',
  data: {
    sessionId,
    userId: athlete,
    startedAt: morning,
    timezone,
    importId: null,
    personal: { name: 'Legs', notes: null },
  },
};
const completed: SessionEvent = { type: 'SessionCompleted', data: { endedAt: later } };
const aborted: SessionEvent = { type: 'SessionAborted', data: { endedAt: later } };
const deleted: SessionEvent = { type: 'SessionDeleted', data: {} };

const entry = (entryId: EntryId, mode: Mode, name = 'Squat'): { entryId: EntryId } & Entry => ({
  entryId,
  exerciseId: null,
  mode,
  supersetGroup: null,
  personal: { name, notes: null },
});
const added = (entryId: EntryId, mode: Mode = 'reps'): SessionEvent => ({
  type: 'ExerciseAdded',
  data: { ...entry(entryId, mode), correction: false },
});
const five: Performance = {
  type: 'normal',
  weight: { value: 100, unit: 'kg' },
  reps: 5,
  seconds: null,
  distance: null,
  rpe: null,
  rir: null,
  performedAt: null,
  personal: { notes: null },
};
const empty: Performance = { ...five, weight: null, reps: null };
const logged = (setId: SetId, performance = five, entryId = squat): SessionEvent => ({
  type: 'SetLogged',
  data: { entryId, setId, ...performance, correction: false },
});
const log = (setId: SetId, performance = five, entryId = squat): SessionCommand => ({
  type: 'LogSet',
  data: { entryId, setId, ...performance },
});
const start = (change: Partial<Data<'StartSession'>> = {}): SessionCommand => ({
  type: 'StartSession',
  data: { sessionId, startedAt: morning, timezone, importId: null, name: 'Legs', notes: null, ...change },
});

describe('start a session', () => {
  it('records it with its name, zone and start', () => given().when(start()).thenYields(started));
  it('starts now unless told otherwise', () =>
    given()
      .when(start({ startedAt: null }))
      .thenYields({ ...started, data: { ...started.data, startedAt: noon } }));
  it('forgives a clock that runs less than a minute ahead', () => {
    const startedAt = '2026-01-10T12:00:59.000000Z' as Instant;
    given()
      .when(start({ startedAt }))
      .thenYields({ ...started, data: { ...started.data, startedAt } });
  });
  it('refuses a start in the future', () =>
    given()
      .when(start({ startedAt: '2026-01-10T12:01:01.000000Z' as Instant }))
      .thenRefused('validation', 'startedAt'));
  it('takes the same creation again without an event', () => given(started, completed).when(start()).thenYields());
  it('refuses its id with another body', () =>
    given(started)
      .when(start({ name: 'Arms' }))
      .thenRefused('id-taken'));
  it('refuses its id to another account', () => given(started).when(start(), { by: stranger }).thenRefused('id-taken'));
  it('refuses the id of a deleted session', () => given(started, deleted).when(start()).thenRefused('id-taken'));
});

describe('edit a session', () => {
  const edit = (data: Data<'EditSession'>): SessionCommand => ({ type: 'EditSession', data });
  it('renames it', () =>
    given(started)
      .when(edit({ name: 'Arms' }))
      .thenYields({ type: 'SessionRenamed', data: { personal: { name: 'Arms' }, correction: false } }));
  it('clears the name with null', () =>
    given(started)
      .when(edit({ name: null }))
      .thenYields({ type: 'SessionRenamed', data: { personal: { name: null }, correction: false } }));
  it('takes notes', () =>
    given(started)
      .when(edit({ notes: 'Knee hurts' }))
      .thenYields({ type: 'SessionNoted', data: { personal: { notes: 'Knee hurts' }, correction: false } }));
  it('changes nothing without members', () => given(started).when(edit({})).thenYields());
  it('changes nothing when nothing differs', () =>
    given(started)
      .when(edit({ name: 'Legs', notes: null }))
      .thenYields());
  it('records an edit after the end as a correction', () =>
    given(started, completed)
      .when(edit({ name: 'Arms' }))
      .thenYields({ type: 'SessionRenamed', data: { personal: { name: 'Arms' }, correction: true } }));
  it('moves an end', () =>
    given(started, completed)
      .when(edit({ endedAt: noon }))
      .thenYields({
        type: 'SessionTimesCorrected',
        data: { startedAt: morning, endedAt: noon, timezone, correction: true },
      }));
  it('makes no end', () =>
    given(started)
      .when(edit({ endedAt: noon }))
      .thenRefused('validation', 'endedAt'));
  it('refuses an end before the start', () =>
    given(started, completed)
      .when(edit({ startedAt: noon }))
      .thenRefused('validation', 'startedAt'));
  it('hides the session from others', () =>
    given(started).when(edit({}), { by: stranger }).thenRefused('session-not-found'));
  it('finds no deleted session', () => given(started, deleted).when(edit({})).thenRefused('session-not-found'));
  it('finds no session that never began', () => given().when(edit({})).thenRefused('session-not-found'));
});

describe('end a session', () => {
  const complete = (endedAt: Instant | null): SessionCommand => ({ type: 'CompleteSession', data: { endedAt } });
  const abort = (endedAt: Instant | null): SessionCommand => ({ type: 'AbortSession', data: { endedAt } });
  it('completes it', () => given(started).when(complete(later)).thenYields(completed));
  it('aborts it', () => given(started).when(abort(later)).thenYields(aborted));
  it('ends it now unless told otherwise', () =>
    given(started)
      .when(complete(null))
      .thenYields({ type: 'SessionCompleted', data: { endedAt: noon } }));
  it('refuses an end before the start', () =>
    given(started)
      .when(complete('2026-01-10T07:59:59.999999Z' as Instant))
      .thenRefused('validation', 'endedAt'));
  it('refuses an end in the future', () =>
    given(started)
      .when(complete('2026-01-10T12:01:01.000000Z' as Instant))
      .thenRefused('validation', 'endedAt'));
  it('takes the same end again without an event', () => given(started, completed).when(complete(later)).thenYields());
  it('refuses another end', () => given(started, completed).when(complete(noon)).thenRefused('session-ended'));
  it('refuses an end of another kind', () => given(started, completed).when(abort(later)).thenRefused('session-ended'));
});

describe('add an exercise', () => {
  const add = (data: Data<'AddExercise'>): SessionCommand => ({ type: 'AddExercise', data });
  it('records it', () =>
    given(started)
      .when(add(entry(squat, 'reps')))
      .thenYields(added(squat)));
  it('takes the same creation again without an event', () =>
    given(started, added(squat))
      .when(add(entry(squat, 'reps')))
      .thenYields());
  it('refuses its id with another body', () =>
    given(started, added(squat))
      .when(add(entry(squat, 'time')))
      .thenRefused('id-taken'));
  it('refuses the id of a removed one', () =>
    given(started, added(squat), { type: 'ExerciseRemoved', data: { entryId: squat, correction: false } })
      .when(add(entry(squat, 'reps')))
      .thenRefused('id-taken'));
  it('holds no more than an answer can carry', () => {
    const ids = Array.from(
      { length: 500 },
      (_, n) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}` as EntryId,
    );
    given(started, ...ids.map((id) => added(id)))
      .when(add(entry('01900000-0000-7000-8000-0000000fffff' as EntryId, 'reps')))
      .thenRefused('validation');
  });
});

describe('edit an exercise', () => {
  const edit = (data: Omit<Data<'EditExercise'>, 'entryId'>): SessionCommand => ({
    type: 'EditExercise',
    data: { entryId: squat, ...data },
  });
  it('puts it in a superset', () =>
    given(started, added(squat))
      .when(edit({ supersetGroup: 1 }))
      .thenYields({
        type: 'ExerciseCorrected',
        data: { ...entry(squat, 'reps'), supersetGroup: 1, correction: false },
      }));
  it('changes its mode while no set contradicts', () =>
    given(started, added(squat))
      .when(edit({ mode: 'time' }))
      .thenYields({ type: 'ExerciseCorrected', data: { ...entry(squat, 'time'), correction: false } }));
  it('refuses a mode that its sets do not fit', () =>
    given(started, added(squat), logged(first))
      .when(edit({ mode: 'time' }))
      .thenRefused('validation', 'mode'));
  it('changes nothing when nothing differs', () =>
    given(started, added(squat))
      .when(edit({ name: 'Squat' }))
      .thenYields());
  it('finds no exercise that is not there', () => given(started).when(edit({})).thenRefused('entry-not-found'));
});

describe('log a set', () => {
  it('records it', () => given(started, added(squat)).when(log(first)).thenYields(logged(first)));
  it('takes negative weight as assistance', () => {
    const assisted: Performance = { ...five, weight: { value: -20.5, unit: 'lb' } };
    given(started, added(squat)).when(log(first, assisted)).thenYields(logged(first, assisted));
  });
  it('takes a set without any metric', () =>
    given(started, added(squat)).when(log(first, empty)).thenYields(logged(first, empty)));
  it('takes the same creation again without an event', () =>
    given(started, added(squat), logged(first)).when(log(first)).thenYields());
  it('compares with the creation, not with what was corrected since', () =>
    given(started, added(squat), logged(first), {
      type: 'SetCorrected',
      data: { entryId: squat, setId: first, ...five, reps: 6, correction: false },
    })
      .when(log(first))
      .thenYields());
  it('refuses its id with another body', () =>
    given(started, added(squat), logged(first))
      .when(log(first, { ...five, reps: 6 }))
      .thenRefused('id-taken'));
  it('refuses its id in another exercise', () =>
    given(started, added(squat), added(plank), logged(first))
      .when(log(first, five, plank))
      .thenRefused('id-taken'));
  it('refuses the id of a removed one', () =>
    given(started, added(squat), logged(first), {
      type: 'SetRemoved',
      data: { entryId: squat, setId: first, correction: false },
    })
      .when(log(first))
      .thenRefused('id-taken'));
  it('records a set after the end as a correction', () =>
    given(started, added(squat), completed)
      .when(log(first))
      .thenYields({ type: 'SetLogged', data: { entryId: squat, setId: first, ...five, correction: true } }));
  it('refuses both rpe and rir', () =>
    given(started, added(squat))
      .when(log(first, { ...five, rpe: 8, rir: 2 }))
      .thenRefused('validation', 'rir'));
  it('refuses a set in the future', () =>
    given(started, added(squat))
      .when(log(first, { ...five, performedAt: '2026-01-10T12:01:01.000000Z' as Instant }))
      .thenRefused('validation', 'performedAt'));

  const metrics = {
    reps: { ...empty, reps: 5 },
    seconds: { ...empty, seconds: 90.5 },
    distance: { ...empty, distance: { value: 5, unit: 'km' } },
  } satisfies Record<string, Performance>;
  const fits: Record<Mode, readonly (keyof typeof metrics)[]> = {
    reps: ['reps'],
    time: ['seconds', 'distance'],
    distance: ['seconds', 'distance'],
    sets_only: [],
  };
  for (const [mode, allowed] of Object.entries(fits) as [Mode, readonly string[]][]) {
    for (const [metric, performance] of Object.entries(metrics)) {
      const verb = allowed.includes(metric) ? 'takes' : 'refuses';
      it(`${verb} ${metric} in mode ${mode}`, () => {
        const when = given(started, added(squat, mode)).when(log(first, performance));
        if (allowed.includes(metric)) when.thenYields(logged(first, performance));
        else when.thenRefused('validation', metric);
      });
    }
  }
});

describe('correct a set', () => {
  const correct = (data: Omit<Data<'CorrectSet'>, 'entryId' | 'setId'>): SessionCommand => ({
    type: 'CorrectSet',
    data: { entryId: squat, setId: first, ...data },
  });
  const past = [started, added(squat), logged(first)];
  it('records what it is now', () =>
    given(...past)
      .when(correct({ reps: 6, notes: 'deep' }))
      .thenYields({
        type: 'SetCorrected',
        data: { entryId: squat, setId: first, ...five, reps: 6, personal: { notes: 'deep' }, correction: false },
      }));
  it('changes nothing when nothing differs', () =>
    given(...past)
      .when(correct({ reps: 5, weight: { unit: 'kg', value: 100 } }))
      .thenYields());
  it('keeps to the mode', () =>
    given(...past)
      .when(correct({ seconds: 3 }))
      .thenRefused('validation', 'seconds'));
  it('finds no set that is not there', () =>
    given(started, added(squat))
      .when(correct({ reps: 6 }))
      .thenRefused('set-not-found'));
});

describe('remove and reorder', () => {
  const past = [started, added(squat), added(plank), logged(first), logged(second)];
  it('removes a set', () =>
    given(...past)
      .when({ type: 'RemoveSet', data: { entryId: squat, setId: first } })
      .thenYields({ type: 'SetRemoved', data: { entryId: squat, setId: first, correction: false } }));
  it('removes an exercise', () =>
    given(...past)
      .when({ type: 'RemoveExercise', data: { entryId: squat } })
      .thenYields({ type: 'ExerciseRemoved', data: { entryId: squat, correction: false } }));
  it('reorders sets', () =>
    given(...past)
      .when({ type: 'ReorderSets', data: { entryId: squat, setIds: [second, first] } })
      .thenYields({ type: 'SetsReordered', data: { entryId: squat, setIds: [second, first], correction: false } }));
  it('reorders exercises', () =>
    given(...past)
      .when({ type: 'ReorderExercises', data: { entryIds: [plank, squat] } })
      .thenYields({ type: 'ExercisesReordered', data: { entryIds: [plank, squat], correction: false } }));
  it('changes nothing in the same order', () =>
    given(...past)
      .when({ type: 'ReorderSets', data: { entryId: squat, setIds: [first, second] } })
      .thenYields());
  for (const [title, ids] of Object.entries({ 'leaves one out': [first], 'names one twice': [first, first] })) {
    it(`refuses an order that ${title}`, () =>
      given(...past)
        .when({ type: 'ReorderSets', data: { entryId: squat, setIds: ids } })
        .thenRefused('validation', 'ids'));
  }
  it('deletes a session', () =>
    given(...past)
      .when({ type: 'DeleteSession', data: {} })
      .thenYields(deleted));
});

describe('the document of a session', () => {
  const documentOf = (...events: readonly SessionEvent[]) =>
    documentAfter(events.map((event, revision) => factOf(event, revision)));
  const documentAfter = (events: readonly StreamEvent[]) => present(replay(sessionFold, events), 'session').document;

  it('counts whole seconds from start to end', () => {
    expect(documentOf(started, completed)).to.include({ status: 'completed', endedAt: later, durationSeconds: 5400 });
    expect(documentOf(started).durationSeconds).to.equal(null);
  });
  it('numbers exercises and sets from 0 without gaps', () => {
    const removed: SessionEvent = { type: 'SetRemoved', data: { entryId: squat, setId: first, correction: false } };
    const reordered: SessionEvent = {
      type: 'ExercisesReordered',
      data: { entryIds: [plank, squat], correction: false },
    };
    const { exercises } = documentOf(
      started,
      added(squat),
      added(plank),
      logged(first),
      logged(second),
      removed,
      reordered,
    );
    expect(exercises.map(({ id, order }) => [id, order])).to.deep.equal([
      [plank, 0],
      [squat, 1],
    ]);
    expect(exercises[1]?.sets.map(({ id, order }) => [id, order])).to.deep.equal([[second, 0]]);
  });
  it('carries its last revision and the times of first and last receipt', () => {
    const facts = [factOf(started, 0, morning), factOf(completed, 1, noon)];
    const document = documentAfter(facts);
    expect(document).to.include({ revision: 1, createdAt: morning, updatedAt: noon });
  });
});
