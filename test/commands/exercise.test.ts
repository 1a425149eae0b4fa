import { expect } from 'chai';
import type { ExerciseCommand } from '../../src/commands/exercise/decider.ts';
import { exercise } from '../../src/commands/exercise/decider.ts';
import { exerciseFold } from '../../src/documents/exercise.ts';
import { replay } from '../../src/documents/presence.ts';
import type { ExerciseEvent } from '../../src/events/exercise.ts';
import type { ExerciseId } from '../../src/events/ids.ts';
import { athlete, refusalOf, stranger, streamOfEvents } from '../support/specification.ts';
import {
  added,
  addOwn,
  addToCatalogue,
  deleted,
  given,
  lapsed,
  ownAdded,
  ownRevised,
  remove,
  revise,
  revised,
  reviseOwn,
} from './support/exercises.ts';

describe('adding an own exercise', () => {
  it('records an own exercise with its texts as personal data', () => given().when(addOwn()).thenYields(ownAdded()));
  it('notes the exercise of another account that it is a copy of, and keeps that after a change', () => {
    const copyOf = '01900000-0000-7000-8000-0000000000f1' as ExerciseId;
    const command = addOwn();
    const event = ownAdded();
    const copied = { ...event, data: { ...event.data, copyOf } } as ExerciseEvent;
    given()
      .when({ ...command, data: { ...command.data, copyOf } } as ExerciseCommand)
      .thenYields(copied);
    given(copied)
      .when(reviseOwn({ name: 'Renamed' }))
      .thenYields(ownRevised({ name: 'Renamed' }));
  });
  it('refuses an own exercise whose id is or was in use', () => {
    given(ownAdded()).when(addOwn()).thenRefused('id-taken');
    given(ownAdded(), deleted).when(addOwn()).thenRefused('id-taken');
  });
  it('records an own exercise after a claim of its stream has lapsed', () =>
    given(lapsed).when(addOwn()).thenYields(ownAdded()));
  for (const [member, ids] of [
    ['primaryMuscles', [1, 3]],
    ['secondaryMuscles', [11]],
    ['equipment', [1]],
    ['tags', [22]],
  ] as const) {
    it(`refuses an own exercise with unknown items in ${member}`, () => {
      const command = addOwn({ [member]: ids });
      given().when(command).thenRefused('item-not-found');
      const refusal = refusalOf(() => exercise.admit(command, exercise.initial, { by: athlete, at: '' as never }));
      expect(refusal?.message).to.equal(`Unknown item ${ids.at(-1)} in ${member}.`);
    });
  }
});

describe('revising an own exercise', () => {
  it('records the whole content of an own exercise after a change', () =>
    given(ownAdded())
      .when(reviseOwn({ name: 'Bench', equipment: [] }))
      .thenYields(ownRevised({ name: 'Bench', equipment: [] })));
  it('records nothing when nothing of an own exercise changes', () => {
    given(ownAdded()).when(reviseOwn({})).thenYields();
    given(ownAdded())
      .when(reviseOwn({ name: 'Bench Press', primaryMuscles: [1] }))
      .thenYields();
  });
  it('hides an own exercise from other accounts', () =>
    given(ownAdded()).when(reviseOwn({}), { by: stranger }).thenRefused('exercise-not-found'));
  it('does not revise an exercise of the catalogue as an own exercise', () =>
    given(added()).when(reviseOwn({})).thenRefused('exercise-not-found'));
  it('refuses to revise an own exercise that does not exist or was deleted', () => {
    given().when(reviseOwn({})).thenRefused('exercise-not-found');
    given(lapsed).when(reviseOwn({})).thenRefused('exercise-not-found');
    given(ownAdded(), deleted).when(reviseOwn({})).thenRefused('exercise-not-found');
  });
  it('reports a missing exercise before unknown items', () =>
    given(ownAdded())
      .when(reviseOwn({ equipment: [12] }), { by: stranger })
      .thenRefused('exercise-not-found'));
  it('refuses new unknown items, and keeps items that were removed from their list since', () => {
    given(ownAdded())
      .when(reviseOwn({ equipment: [12] }))
      .thenRefused('item-not-found');
    given(ownAdded({ equipment: [12] }))
      .when(reviseOwn({ force: null }))
      .thenYields(ownRevised({ equipment: [12], force: null }));
  });
});

describe('adding an exercise to the catalogue', () => {
  it('records a catalogue exercise under the slug of its name', () =>
    given().when(addToCatalogue()).thenYields(added()));
  it('refuses a catalogue exercise whose name has no Latin letter or digit', () =>
    given()
      .when(addToCatalogue({ name: '!!!' }))
      .thenRefused('validation', 'name'));
  it('refuses a catalogue exercise with unknown items', () =>
    given()
      .when(addToCatalogue({ tags: [22] }))
      .thenRefused('item-not-found'));
  it('refuses a catalogue exercise whose id is in use', () =>
    given(added()).when(addToCatalogue()).thenRefused('id-taken'));
});

describe('revising an exercise of the catalogue', () => {
  it('changes the slug with the name', () =>
    given(added())
      .when(revise({ name: 'Chest Press' }))
      .thenYields(revised({ name: 'Chest Press', slug: 'chest-press' })));
  it('keeps the slug while the name stays', () =>
    given(added({ slug: 'an-older-slug' }))
      .when(revise({ name: 'Bench Press', force: null }))
      .thenYields(revised({ slug: 'an-older-slug', force: null })));
  it('refuses a new name without a Latin letter or digit', () =>
    given(added())
      .when(revise({ name: '卧推举' }))
      .thenRefused('validation', 'name'));
  it('records nothing when nothing of a catalogue exercise changes', () =>
    given(added())
      .when(revise({ name: 'Bench Press' }))
      .thenYields());
  it('does not revise an own exercise as one of the catalogue', () =>
    given(ownAdded()).when(revise({})).thenRefused('exercise-not-found'));
  it('refuses to revise a catalogue exercise that does not exist', () =>
    given().when(revise({})).thenRefused('exercise-not-found'));
});

describe('deleting an exercise', () => {
  it('lets the owner delete an own exercise', () => given(ownAdded()).when(remove()).thenYields(deleted));
  it('refuses to delete an own exercise for others, also for superusers', () => {
    given(ownAdded()).when(remove(), { by: stranger }).thenRefused('exercise-not-yours');
    given(ownAdded()).when(remove(true), { by: stranger }).thenRefused('exercise-not-yours');
  });
  it('lets only superusers delete an exercise of the catalogue', () => {
    given(added()).when(remove(true)).thenYields(deleted);
    given(added()).when(remove()).thenRefused('exercise-not-yours');
  });
  it('refuses to delete an exercise that does not exist or was deleted', () => {
    given().when(remove(true)).thenRefused('exercise-not-found');
    given(ownAdded(), deleted).when(remove()).thenRefused('exercise-not-found');
    given(ownAdded(), deleted, lapsed).when(remove()).thenRefused('exercise-not-found');
  });
});

describe('the claims of an exercise', () => {
  const claimsAfter = (...past: ExerciseEvent[]) => exercise.claims(replay(exerciseFold, streamOfEvents(past)));

  it('claims the name of an own exercise per account, and the slug of a catalogue exercise', () => {
    expect(claimsAfter(ownAdded())).to.deep.equal([{ scope: 'exercise-name', key: `${athlete} Bench Press` }]);
    expect(claimsAfter(added())).to.deep.equal([{ scope: 'catalogue-exercise', key: 'bench-press' }]);
  });
  it('claims a new name after a change', () => {
    expect(claimsAfter(ownAdded(), ownRevised({ name: 'bench press' }))).to.deep.equal([
      { scope: 'exercise-name', key: `${athlete} bench press` },
    ]);
    expect(claimsAfter(added(), revised({ name: 'Chest Press', slug: 'chest-press' }))).to.deep.equal([
      { scope: 'catalogue-exercise', key: 'chest-press' },
    ]);
  });
  it('claims nothing before an exercise exists and after it is deleted', () => {
    for (const past of [[], [lapsed], [ownAdded(), deleted], [ownAdded(), deleted, lapsed]]) {
      expect(claimsAfter(...past)).to.deep.equal([]);
    }
  });
  it('keeps its claim when another claim of the stream lapses', () =>
    expect(claimsAfter(ownAdded(), lapsed)).to.deep.equal([{ scope: 'exercise-name', key: `${athlete} Bench Press` }]));
});
