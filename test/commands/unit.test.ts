import { expect } from 'chai';
import fc from 'fast-check';
import { unit } from '../../src/commands/unit/decider.ts';
import type { AskedExercise } from '../../src/commands/unit/exercises/asked-exercise.ts';
import { endClaim } from '../../src/commands/unit/use-claims.ts';
import { present, replay } from '../../src/documents/presence.ts';
import { maxUnitExercises } from '../../src/events/training-values.ts';
import type { UnitEvent } from '../../src/events/unit.ts';
import { samples } from '../support/samples.ts';
import { athlete, noon, stranger, streamOfEvents } from '../support/specification.ts';
import { added, asked, create, created, edited, exerciseId, given, partId, unitId } from './support/units.ts';

const deleted: UnitEvent = { type: 'UnitDeleted', data: {} };
const archived: UnitEvent = { type: 'UnitArchived', data: {} };
const edit = (data: { name?: string; description?: string | null }) => ({ type: 'EditUnit', data }) as const;
const replace = (exercises: readonly AskedExercise[], part: object = {}) =>
  ({ type: 'ReplaceUnit', data: { name: 'Day A', description: null, exercises, ...part } }) as const;
const add = (data: AskedExercise) => ({ type: 'AddUnitExercise', data }) as const;
const remove = (number: number) => ({ type: 'RemoveUnitExercise', data: { unitExerciseId: partId(number) } }) as const;
const reorder = (...numbers: number[]) =>
  ({ type: 'ReorderUnitExercises', data: { unitExerciseIds: numbers.map(partId) } }) as const;
const change = (number: number, part: Partial<AskedExercise>) =>
  ({ type: 'EditUnitExercise', data: { ...part, unitExerciseId: partId(number) } }) as never;

describe('A training unit', () => {
  it('is created with its exercises in one command', () => {
    given()
      .when(create([asked(1), asked(2)]))
      .thenYields(created, added(1), added(2));
  });

  it('takes name, mode and muscles of an exercise that it is linked to, and the names of its alternatives', () => {
    const muscles = { primaryMuscles: [9], secondaryMuscles: [4, 2] };
    const reference = { name: 'Squat', mode: 'reps', ...muscles } as const;
    const alternatives = [{ exerciseId, name: null, reference }];
    given()
      .when(create([asked(1, { exerciseId, name: null, mode: null, reference, alternatives })]))
      .thenYields(
        created,
        added(1, { exerciseId, name: 'Squat', ...muscles, alternatives: [{ exerciseId, name: 'Squat' }] }),
      );
  });

  it('refuses links to exercises that do not exist', () => {
    const linked = { exerciseId, reference: null };
    given()
      .when(create([asked(1, linked)]))
      .thenRefused('exercise-not-found');
    given(created)
      .when(add(asked(1, { alternatives: [{ ...linked, name: 'Press' }] })))
      .thenRefused('exercise-not-found');
    given(created, added(1)).when(change(1, linked)).thenRefused('exercise-not-found');
  });

  it('is not created twice by a repeated command, also when its exercise was renamed or deleted since', () => {
    const reference = { name: 'Squat', mode: 'reps', primaryMuscles: [9], secondaryMuscles: [] } as const;
    const described = asked(1, { exerciseId, name: null, mode: null, reference });
    const past = [created, added(1, { exerciseId, name: 'Squat', primaryMuscles: [2] })];
    given(...past)
      .when(create([described]))
      .thenYields();
    given(...past)
      .when(create([{ ...described, reference: 'deleted' }]))
      .thenYields();
  });

  it('is not copied twice by a repeated command, also when the source was changed since', () => {
    const copy = { copyOf: '01900000-0000-7000-8000-0000000000f1' };
    const past = { ...created, data: { ...created.data, ...copy } } as UnitEvent;
    given(past)
      .when(create([asked(1)], { ...copy, description: 'Changed' }))
      .thenYields();
    for (const part of [{ ...copy, name: 'Other' }, { copyOf: '01900000-0000-7000-8000-0000000000f2' }, {}]) {
      given(past).when(create([], part)).thenRefused('id-taken');
    }
    given(created).when(create([], copy)).thenRefused('id-taken');
    given(past).when(create([], copy), { by: stranger }).thenRefused('id-taken');
  });

  it('refuses its id for other content, for another account, and after its deletion', () => {
    given(created, added(1))
      .when(create([asked(1, { sets: 4 })]))
      .thenRefused('id-taken');
    given(created, added(1)).when(create()).thenRefused('id-taken');
    given(created)
      .when(create([], { name: 'Day B' }))
      .thenRefused('id-taken');
    given(created).when(create(), { by: stranger }).thenRefused('id-taken');
    given(created, deleted).when(create()).thenRefused('id-taken');
  });

  it('is hidden from other accounts, and gone after its deletion', () => {
    given(created).when(edit({}), { by: stranger }).thenRefused('unit-not-found');
    given(created, deleted).when(edit({})).thenRefused('unit-not-found');
    given().when(edit({})).thenRefused('unit-not-found');
  });

  it('claims its name until it is deleted, also while it is archived, and then that it has ended', () => {
    const claimsAfter = (...events: UnitEvent[]) => unit.claims(replay(unit, streamOfEvents(events)));
    const claim = { scope: 'unit-name', key: `${athlete} Day A` };
    expect(claimsAfter(created)).to.deep.equal([claim]);
    expect(claimsAfter(created, archived)).to.deep.equal([claim]);
    expect(claimsAfter(created, deleted)).to.deep.equal([endClaim(athlete, unitId)]);
  });

  it('is edited only where something changes', () => {
    const personal = { name: 'Day A', description: 'heavy' };
    given(created)
      .when(edit({ description: 'heavy' }))
      .thenYields({ type: 'UnitEdited', data: { personal } });
    given(created)
      .when(edit({ name: 'Day A' }))
      .thenYields();
    given(created)
      .when(edit({ name: ' ' }))
      .thenRefused('validation', 'name');
    given(created)
      .when(edit({ description: 'x'.repeat(10_001) }))
      .thenRefused('validation', 'description');
  });

  it('is archived and restored once', () => {
    given(created).when({ type: 'ArchiveUnit', data: {} }).thenYields(archived);
    given(created, archived).when({ type: 'ArchiveUnit', data: {} }).thenYields();
    given(created, archived).when({ type: 'RestoreUnit', data: {} }).thenYields({ type: 'UnitRestored', data: {} });
    given(created).when({ type: 'RestoreUnit', data: {} }).thenYields();
  });

  it('is deleted', () => {
    given(created).when({ type: 'DeleteUnit', data: {} }).thenYields(deleted);
  });

  it('adds an exercise once', () => {
    given(created)
      .when(add(asked(1)))
      .thenYields(added(1));
    given(created, added(1))
      .when(add(asked(1)))
      .thenYields();
    given(created, added(1))
      .when(add(asked(1, { sets: 4 })))
      .thenRefused('id-taken');
    const removed: UnitEvent = { type: 'UnitExerciseRemoved', data: { unitExerciseId: partId(1) } };
    given(created, added(1), removed)
      .when(add(asked(1)))
      .thenRefused('id-taken');
    given(created)
      .when(add({ ...asked(1), unitExerciseId: unitId as never }))
      .thenRefused('id-taken');
  });

  it('changes an exercise, and keeps what the command leaves out', () => {
    given(created, added(1, { notes: 'deep' }))
      .when(change(1, { sets: 5 }))
      .thenYields(edited(1, { notes: 'deep', sets: 5 }));
    given(created, added(1))
      .when(change(1, { sets: 3 }))
      .thenYields();
    given(created, added(1))
      .when(change(2, { sets: 3 }))
      .thenRefused('unit-exercise-not-found');
  });

  it('keeps the name when another exercise is linked, and takes the muscles of that one', () => {
    const muscles = { primaryMuscles: [9], secondaryMuscles: [4] };
    const reference = { name: 'Front squat', mode: 'time', ...muscles } as const;
    given(created, added(1))
      .when(change(1, { exerciseId, reference }))
      .thenYields(edited(1, { exerciseId, ...muscles }));
  });

  it('keeps the muscles of a linked exercise that was changed since', () => {
    const past = [created, added(1, { exerciseId, primaryMuscles: [9] })];
    const reference = { name: 'Squat', mode: 'reps', primaryMuscles: [2], secondaryMuscles: [] } as const;
    given(...past)
      .when(change(1, { exerciseId, reference, sets: 5 }))
      .thenYields(edited(1, { exerciseId, primaryMuscles: [9], sets: 5 }));
    given(...past)
      .when(replace([asked(1, { exerciseId, reference })]))
      .thenYields();
  });

  it('has no muscles without a link', () => {
    given(created, added(1, { exerciseId, primaryMuscles: [9] }))
      .when(change(1, { exerciseId: null }))
      .thenYields(edited(1));
    given()
      .when(create([asked(1, { primaryMuscles: [9] })]))
      .thenYields(created, added(1));
  });

  it('keeps the muscles that a copy describes', () => {
    const muscles = { primaryMuscles: [9], secondaryMuscles: [4] };
    given()
      .when(create([asked(1, { exerciseId, ...muscles })]))
      .thenYields(created, added(1, { exerciseId, ...muscles }));
  });

  it('removes an exercise', () => {
    given(created, added(1))
      .when(remove(1))
      .thenYields({ type: 'UnitExerciseRemoved', data: { unitExerciseId: partId(1) } });
    given(created).when(remove(1)).thenRefused('unit-exercise-not-found');
  });

  it('reorders its exercises, each named once', () => {
    given(created, added(1), added(2))
      .when(reorder(2, 1))
      .thenYields({ type: 'UnitExercisesReordered', data: { unitExerciseIds: [partId(2), partId(1)] } });
    given(created, added(1), added(2)).when(reorder(1, 2)).thenYields();
    given(created, added(1), added(2)).when(reorder(1)).thenRefused('validation', 'ids');
    given(created, added(1), added(2)).when(reorder(1, 1)).thenRefused('validation', 'ids');
  });

  it('is replaced by the events of the difference', () => {
    given(created, added(1), added(2))
      .when(replace([asked(3), asked(2, { sets: 4 })], { description: 'new' }))
      .thenYields(
        { type: 'UnitEdited', data: { personal: { name: 'Day A', description: 'new' } } },
        { type: 'UnitExerciseRemoved', data: { unitExerciseId: partId(1) } },
        added(3),
        edited(2, { sets: 4 }),
        { type: 'UnitExercisesReordered', data: { unitExerciseIds: [partId(3), partId(2)] } },
      );
    given(created, added(1))
      .when(replace([asked(1)]))
      .thenYields();
  });

  it('names the place of what it refuses in a whole unit', () => {
    given(created)
      .when(replace([asked(1), asked(2, { sets: 0 })]))
      .thenRefused('validation', 'exercises.1.sets');
    given(created)
      .when(replace([asked(1), asked(1)]))
      .thenRefused('validation', 'exercises.1.id');
    given(created).when(create([]), {}).thenYields();
  });

  it('has at most 100 exercises, and 250,000 characters', () => {
    const many = Array.from({ length: maxUnitExercises + 1 }, (_, at) =>
      asked(1, { unitExerciseId: `01900000-0000-7000-8000-1${String(at).padStart(11, '0')}` as never }),
    );
    given().when(create(many)).thenRefused('validation', 'exercises');
    given()
      .when(create(many.slice(1).map((each) => ({ ...each, notes: 'x'.repeat(2_501) }))))
      .thenRefused('validation', 'exercises');
  });

  it('is, after a replacement, what the command says, whatever it was before', () => {
    const exercises = fc
      .uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 6 })
      .chain((numbers) =>
        fc.tuple(...numbers.map((number) => fc.integer({ min: 1, max: 3 }).map((sets) => asked(number, { sets })))),
      );
    fc.assert(
      fc.property(exercises, exercises, (before, after) => {
        const events = (command: ReturnType<typeof create> | ReturnType<typeof replace>, past: readonly UnitEvent[]) =>
          unit.decide(command, replay(unit, streamOfEvents(past)), { by: athlete, at: noon });
        const past = events(create(before), []);
        const difference = events(replace(after), past);
        const { document } = present(replay(unit, streamOfEvents([...past, ...difference])).presence, 'unit');
        expect(document.exercises.map(({ id, sets, order }) => [id, sets, order])).to.deep.equal(
          after.map(({ unitExerciseId, sets }, order) => [unitExerciseId, sets, order]),
        );
        expect(events(replace(after), [...past, ...difference])).to.deep.equal([]);
      }),
      samples(100),
    );
  });
});
