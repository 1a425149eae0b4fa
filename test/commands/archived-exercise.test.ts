import { expect } from 'chai';
import { exercise } from '../../src/commands/exercise/decider.ts';
import { exerciseFold } from '../../src/documents/exercise.ts';
import { documentOf, replay } from '../../src/documents/presence.ts';
import type { ExerciseEvent } from '../../src/events/exercise.ts';
import type { Instant } from '../../src/events/ids.ts';
import { athlete, stranger, streamOfEvents } from '../support/specification.ts';
import {
  added,
  addOwn,
  archive,
  archived,
  deleted,
  given,
  ownAdded,
  ownRevised,
  remove,
  restore,
  restored,
  revise,
  revised,
  reviseOwn,
  seed,
} from './support/exercises.ts';

describe('archiving an exercise', () => {
  it('lets the owner archive an own exercise', () => given(ownAdded()).when(archive()).thenYields(archived));
  it('hides an own exercise from everyone else who would archive it, also from superusers', () => {
    given(ownAdded()).when(archive(), { by: stranger }).thenRefused('exercise-not-found');
    given(ownAdded()).when(archive(true), { by: stranger }).thenRefused('exercise-not-found');
  });
  it('lets only superusers archive an exercise of the catalogue', () => {
    given(added()).when(archive(true)).thenYields(archived);
    given(added()).when(archive()).thenRefused('exercise-not-yours');
  });
  it('records nothing when the exercise is archived already', () =>
    given(ownAdded(), archived).when(archive()).thenYields());
  it('refuses to archive an exercise that does not exist or was deleted', () => {
    given().when(archive()).thenRefused('exercise-not-found');
    given(ownAdded(), deleted).when(archive()).thenRefused('exercise-not-found');
  });
});

describe('restoring an exercise', () => {
  it('lets the owner restore an own exercise', () => given(ownAdded(), archived).when(restore()).thenYields(restored));
  it('lets only superusers restore an exercise of the catalogue', () => {
    given(added(), archived).when(restore(true)).thenYields(restored);
    given(added(), archived).when(restore()).thenRefused('exercise-not-yours');
  });
  it('records nothing when the exercise is in use', () => {
    given(ownAdded()).when(restore()).thenYields();
    given(ownAdded(), archived, restored).when(restore()).thenYields();
  });
  it('hides an archived own exercise from others', () =>
    given(ownAdded(), archived).when(restore(), { by: stranger }).thenRefused('exercise-not-found'));
});

describe('an archived exercise', () => {
  it('accepts changes and deletion', () => {
    given(ownAdded(), archived)
      .when(reviseOwn({ name: 'Bench' }))
      .thenYields(ownRevised({ name: 'Bench' }));
    given(added(), archived)
      .when(revise({ force: null }))
      .thenYields(revised({ force: null }));
    given(ownAdded(), archived).when(remove()).thenYields(deleted);
  });
  it('keeps its id', () => given(ownAdded(), archived).when(addOwn()).thenRefused('id-taken'));
  it('is changed but never restored by the seed data', () => {
    const context = { by: athlete, at: '' as Instant };
    const seeded = exercise.decide(seed({ force: null }), stateAfter(added(), archived), context);
    expect(seeded.map(({ type }) => type)).to.deep.equal(['CatalogueExerciseRevised']);
    const document = documentAfter(added(), archived, revised({ force: null }));
    expect(document).to.include({ force: null, archivedAt: document?.createdAt });
  });
  it('has the document of an exercise that was never archived after it is restored', () => {
    const { revision: _, ...never } = documentAfter(ownAdded()) ?? {};
    const { revision, ...since } = documentAfter(ownAdded(), archived, restored) ?? {};
    expect([since, revision]).to.deep.equal([never, 2]);
  });
  it('counts toward the quota of own exercises', () =>
    expect(exercise.quota?.counts(stateAfter(ownAdded(), archived))).to.equal(true));
});

describe('the claims of an archived exercise', () => {
  const claimsAfter = (...past: ExerciseEvent[]) => exercise.claims(stateAfter(...past));

  it('leave the name of an own exercise free until it is restored', () => {
    expect(claimsAfter(ownAdded(), archived)).to.deep.equal([]);
    expect(claimsAfter(ownAdded(), archived, restored)).to.deep.equal([
      { scope: 'exercise-name', key: `${athlete} Bench Press` },
    ]);
  });
  it('keep the slug of a catalogue exercise, because it is an address', () =>
    expect(claimsAfter(added(), archived)).to.deep.equal([{ scope: 'catalogue-exercise', key: 'bench-press' }]));
});

const stateAfter = (...past: ExerciseEvent[]) => replay(exerciseFold, streamOfEvents(past));
const documentAfter = (...past: ExerciseEvent[]) => documentOf(stateAfter(...past));
