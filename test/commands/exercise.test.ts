import { expect } from 'chai';
import { type ExerciseCommand, exercise } from '../../src/commands/exercise/decider.ts';
import type { ReferenceLists } from '../../src/commands/exercise/references.ts';
import { type Content, exerciseFold, slugOf } from '../../src/documents/exercise.ts';
import { replay } from '../../src/documents/presence.ts';
import type { ReferenceListDocument } from '../../src/documents/reference-list.ts';
import type { StreamEvent } from '../../src/events/event.ts';
import type { ExerciseEvent } from '../../src/events/exercise.ts';
import type { ExerciseId } from '../../src/events/ids.ts';
import { athlete, factOf, noon, specificationOf, stranger } from '../support/specification.ts';

const given = specificationOf(exercise);
const exerciseId = '01900000-0000-7000-8000-000000000041' as ExerciseId;

const words = (...ids: number[]): ReferenceListDocument => ({
  items: ids.map((id) => ({ id, name: `item ${id}`, anatomicalName: null })),
  ...{ highest: 0, latest: null, seeded: {} },
});
const referenceLists: ReferenceLists = { muscleGroups: words(1, 2), equipment: words(11), exerciseTags: words(21) };

const content: Content = {
  ...{ name: 'Bench Press', aliases: [], instructions: 'Press.', safety: null },
  ...{ category: 'strength', difficultyLevel: 'beginner', force: 'push', mechanic: 'compound' },
  ...{ primaryMuscles: [1], secondaryMuscles: [2], equipment: [11], tags: [21], metrics: ['weight', 'reps'] },
  ...{ imagePathStart: null, imagePathEnd: null },
};
const plain = { ...content, tags: [] };
const own = (change: Partial<Content> = {}) => {
  const { name, aliases, instructions, safety, ...traits } = { ...plain, ...change };
  return { ...traits, personal: { name, aliases, instructions, safety } };
};
const ownAdded: ExerciseEvent = { type: 'OwnExerciseAdded', data: { exerciseId, createdBy: athlete, ...own() } };
const ownRevised = (change: Partial<Content>): ExerciseEvent => ({ type: 'OwnExerciseRevised', data: own(change) });
const added = (change: Partial<Content> & { slug?: string } = {}): ExerciseEvent => ({
  type: 'CatalogueExerciseAdded',
  data: { exerciseId, slug: 'bench-press', ...content, ...change },
});
const revised = (change: Partial<Content> & { slug?: string }): ExerciseEvent => ({
  type: 'CatalogueExerciseRevised',
  data: { slug: 'bench-press', ...content, ...change },
});
const deleted: ExerciseEvent = { type: 'ExerciseDeleted', data: {} };
const lapsed: ExerciseEvent = { type: 'ClaimLapsed', data: { scope: 'exercise-name', key: 'c0ffee' } };

const addOwn = (change: Partial<Content> = {}): ExerciseCommand => ({
  type: 'AddOwnExercise',
  data: { ...plain, ...change, exerciseId, createdBy: athlete },
  referenceLists,
});
const reviseOwn = (data: Partial<Content>): ExerciseCommand => ({ type: 'ReviseOwnExercise', data, referenceLists });
const addSystem = (change: Partial<Content> = {}): ExerciseCommand => ({
  type: 'AddCatalogueExercise',
  data: { ...content, ...change, exerciseId },
  referenceLists,
});
const revise = (data: Partial<Content>): ExerciseCommand => ({ type: 'ReviseCatalogueExercise', data, referenceLists });
const remove = (isSuperuser = false): ExerciseCommand => ({ type: 'DeleteExercise', data: { isSuperuser } });
const seed = (change: Partial<Content> = {}): ExerciseCommand => ({
  type: 'SeedExercise',
  data: { ...content, ...change, exerciseId },
});

describe('add an exercise of one’s own', () => {
  it('records it, its texts as personal ones', () => given().when(addOwn()).thenYields(ownAdded));
  it('refuses an id in use, and one that was used', () => {
    given(ownAdded).when(addOwn()).thenRefused('id-taken');
    given(ownAdded, deleted).when(addOwn()).thenRefused('id-taken');
  });
  it('goes on after a claim of its that lapsed before it was there', () =>
    given(lapsed).when(addOwn()).thenYields(ownAdded));
  it('refuses numbers that no item has', () => {
    given()
      .when(addOwn({ primaryMuscles: [1, 3] }))
      .thenRefused('item-not-found');
    given()
      .when(addOwn({ secondaryMuscles: [11] }))
      .thenRefused('item-not-found');
    given()
      .when(addOwn({ equipment: [1] }))
      .thenRefused('item-not-found');
  });
});

describe('revise an exercise of one’s own', () => {
  it('records what it has become, whole', () =>
    given(ownAdded)
      .when(reviseOwn({ name: 'Bench', equipment: [] }))
      .thenYields(ownRevised({ name: 'Bench', equipment: [] })));
  it('records nothing where nothing differs', () => {
    given(ownAdded).when(reviseOwn({})).thenYields();
    given(ownAdded)
      .when(reviseOwn({ name: 'Bench Press', primaryMuscles: [1] }))
      .thenYields();
  });
  it('is for its owner alone: others are told that there is none', () =>
    given(ownAdded).when(reviseOwn({}), { by: stranger }).thenRefused('exercise-not-found'));
  it('is not for the catalogue', () => given(added()).when(reviseOwn({})).thenRefused('exercise-not-found'));
  it('refuses what is not there, or not any more', () => {
    given().when(reviseOwn({})).thenRefused('exercise-not-found');
    given(lapsed).when(reviseOwn({})).thenRefused('exercise-not-found');
    given(ownAdded, deleted).when(reviseOwn({})).thenRefused('exercise-not-found');
  });
  it('tells nobody of unknown numbers before it has told that there is no exercise', () =>
    given(ownAdded)
      .when(reviseOwn({ equipment: [12] }), { by: stranger })
      .thenRefused('exercise-not-found'));
  it('refuses numbers that no item has, but not those that stand and whose item is gone', () => {
    given(ownAdded)
      .when(reviseOwn({ equipment: [12] }))
      .thenRefused('item-not-found');
    const past: ExerciseEvent = {
      type: 'OwnExerciseAdded',
      data: { exerciseId, createdBy: athlete, ...own({ equipment: [12] }) },
    };
    given(past)
      .when(reviseOwn({ force: null }))
      .thenYields(ownRevised({ equipment: [12], force: null }));
  });
});

describe('add an exercise to the catalogue', () => {
  it('records it under the slug of its name', () => given().when(addSystem()).thenYields(added()));
  it('makes slugs of letters and digits', () => {
    const slugs = { 'Bench/Press': 'bench-press', ' 21s  (EZ-Bar)! ': '21s-ez-bar', 'Übung 1': 'bung-1', '!!!': '' };
    for (const [name, slug] of Object.entries(slugs)) expect(slugOf(name)).to.equal(slug);
  });
  it('refuses a name that leaves no slug', () =>
    given()
      .when(addSystem({ name: '!!!' }))
      .thenRefused('validation', 'name'));
  it('refuses numbers that no item has', () =>
    given()
      .when(addSystem({ tags: [22] }))
      .thenRefused('item-not-found'));
  it('refuses an id in use', () => given(added()).when(addSystem()).thenRefused('id-taken'));
});

describe('revise an exercise of the catalogue', () => {
  it('makes the slug anew when the name changes', () =>
    given(added())
      .when(revise({ name: 'Chest Press' }))
      .thenYields(revised({ name: 'Chest Press', slug: 'chest-press' })));
  it('keeps the slug otherwise', () =>
    given(added({ slug: 'an-older-slug' }))
      .when(revise({ name: 'Bench Press', force: null }))
      .thenYields(revised({ slug: 'an-older-slug', force: null })));
  it('refuses a name that leaves no slug', () =>
    given(added())
      .when(revise({ name: '卧推举' }))
      .thenRefused('validation', 'name'));
  it('records nothing where nothing differs', () =>
    given(added())
      .when(revise({ name: 'Bench Press' }))
      .thenYields());
  it('is not for own ones', () => given(ownAdded).when(revise({})).thenRefused('exercise-not-found'));
});

describe('delete an exercise', () => {
  it('is for the owner of an own one', () => given(ownAdded).when(remove()).thenYields(deleted));
  it('is for nobody else, superusers neither', () => {
    given(ownAdded).when(remove(), { by: stranger }).thenRefused('exercise-not-yours');
    given(ownAdded).when(remove(true), { by: stranger }).thenRefused('exercise-not-yours');
  });
  it('is for superusers in the catalogue', () => {
    given(added()).when(remove(true)).thenYields(deleted);
    given(added()).when(remove()).thenRefused('exercise-not-yours');
  });
  it('refuses what is not there, or not any more', () => {
    given().when(remove(true)).thenRefused('exercise-not-found');
    given(ownAdded, deleted).when(remove()).thenRefused('exercise-not-found');
  });
  it('leaves it deleted when a claim of its lapses afterwards', () =>
    given(ownAdded, deleted, lapsed).when(remove()).thenRefused('exercise-not-found'));
});

describe('the names that an exercise holds', () => {
  const claimsAfter = (...past: ExerciseEvent[]) =>
    exercise.claims(
      replay(
        exerciseFold,
        past.map((event, at) => factOf(event, at)),
      ),
    );

  it('are one per account to the letter, or one in the catalogue by slug', () => {
    expect(claimsAfter(ownAdded)).to.deep.equal([{ scope: 'exercise-name', key: `${athlete} Bench Press` }]);
    expect(claimsAfter(added())).to.deep.equal([{ scope: 'catalogue-exercise', key: 'bench-press' }]);
  });
  it('follow a new name, and are free once it is deleted', () => {
    expect(claimsAfter(ownAdded, ownRevised({ name: 'bench press' }))).to.deep.equal([
      { scope: 'exercise-name', key: `${athlete} bench press` },
    ]);
    expect(claimsAfter(added(), revised({ name: 'Chest Press', slug: 'chest-press' }))).to.deep.equal([
      { scope: 'catalogue-exercise', key: 'chest-press' },
    ]);
    for (const past of [[], [lapsed], [ownAdded, deleted], [ownAdded, deleted, lapsed]]) {
      expect(claimsAfter(...past)).to.deep.equal([]);
    }
  });
  it('stay when another claim lapses', () =>
    expect(claimsAfter(ownAdded, lapsed)).to.deep.equal([{ scope: 'exercise-name', key: `${athlete} Bench Press` }]));
});

describe('seed an exercise', () => {
  const seeded = (event: ExerciseEvent, revision: number): StreamEvent<ExerciseEvent> => {
    const fact = factOf(event, revision);
    return { ...fact, metadata: { ...fact.metadata, actor: { id: 'seed', role: 'system', via: 'seed' } } };
  };
  const decide = (past: readonly StreamEvent<ExerciseEvent>[], command: ExerciseCommand) =>
    exercise.decide(command, replay(exerciseFold, past), { by: athlete, at: noon });
  const first = seeded(added(), 0);

  it('adds it, whatever the referenceLists hold', () =>
    given()
      .when(seed({ tags: [999] }))
      .thenYields(added({ tags: [999] })));
  it('adds nothing the second time', () => expect(decide([first], seed())).to.deep.equal([]));
  it('brings what the seeds have changed, with the slug of a new name', () => {
    expect(decide([first], seed({ instructions: 'Push.' }))).to.deep.equal([revised({ instructions: 'Push.' })]);
    const name = 'Chest Press';
    expect(decide([first], seed({ name }))).to.deep.equal([revised({ name, slug: 'chest-press' })]);
  });
  it('keeps what people have changed where the seeds have not', () => {
    const past = [first, factOf(revised({ safety: 'Use a spotter.', force: null }), 1)];
    expect(decide(past, seed())).to.deep.equal([]);
    expect(decide(past, seed({ instructions: 'Push.' }))).to.deep.equal([
      revised({ safety: 'Use a spotter.', force: null, instructions: 'Push.' }),
    ]);
  });
  it('keeps it also after the seeds have brought something else', () => {
    const past = [
      first,
      factOf(revised({ safety: 'Use a spotter.' }), 1),
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
  it('wins where both have changed', () => {
    const past = [first, factOf(revised({ instructions: 'Mine.' }), 1)];
    expect(decide(past, seed({ instructions: 'Push.' }))).to.deep.equal([revised({ instructions: 'Push.' })]);
  });
  it('does not bring back what was deleted', () => {
    const past = [first, factOf(deleted, 1)];
    expect(decide(past, seed())).to.deep.equal([]);
    expect(decide(past, seed({ instructions: 'Push.' }))).to.deep.equal([]);
  });
  it('is not thrown off by a claim that lapsed in between', () =>
    expect(decide([first, factOf(lapsed, 1)], seed())).to.deep.equal([]));
});

describe('the document of an exercise', () => {
  const foldOf = (...past: ExerciseEvent[]) =>
    replay(
      exerciseFold,
      past.map((event, at) => factOf(event, at)),
    );

  it('counts a lapsed claim as a revision, but not as a change', () => {
    const fold = foldOf(ownAdded, lapsed);
    expect(fold.kind === 'present' && fold.document).to.include({ revision: 1, updatedAt: noon });
  });
  it('is not there after a lapsed claim alone', () => expect(foldOf(lapsed)).to.deep.equal(exerciseFold.initial));
  it('can not be changed before it is there or after it is gone', () => {
    expect(() => foldOf(ownRevised({}))).to.throw('absent');
    expect(() => foldOf(ownAdded, deleted, ownRevised({}))).to.throw('gone');
  });
});
