import { expect } from 'chai';
import type { Instant } from '../../../src/events/ids.ts';
import type { ListExercises } from '../../../src/queries/exercises/list-exercises.ts';
import { useDatabase } from '../../support/databases.ts';
import { createExerciseFixture, type ExerciseFixture } from '../support/exercise-fixture.ts';
import { contentOf, exerciseId, imageBase, stranger } from '../support/exercise-samples.ts';
import { addReferenceLists } from '../support/reference-list-samples.ts';
import { walk } from '../support/walk.ts';

describe('list exercises', () => {
  const database = useDatabase();
  let fixture: ExerciseFixture;

  before(async () => {
    fixture = await createExerciseFixture(database.db);
    await addReferenceLists(fixture);
    for (const [number, content] of [
      [1, contentOf('Bench Press', { equipment: [1, 2], tags: [2], secondaryMuscles: [3] })],
      [2, contentOf('Row', { primaryMuscles: [2], equipment: [1], tags: [1, 2], difficultyLevel: 'expert' })],
      [3, contentOf('Push-Up', { tags: [1], category: 'cardio' })],
      [4, contentOf('squat', { primaryMuscles: [3], equipment: [1], difficultyLevel: 'intermediate' })],
    ] as const) {
      await fixture.addToCatalogue(number, content);
    }
    await fixture.addOwn(11, contentOf('Row', { primaryMuscles: [2, 1] }));
    await fixture.addOwn(12, contentOf('Ärmel 100%', { primaryMuscles: [3], category: 'stretching' }));
    await fixture.addOwn(13, contentOf('under_arm'), stranger);
    await fixture.addOwn(14, contentOf('Deleted'));
    await fixture.changeExercise(14, { type: 'DeleteExercise', data: { isSuperuser: false } });
    await fixture.project();
  });

  const names = (change?: Partial<ListExercises>) => fixture.listNames(change);

  it('lists the catalogue and the caller’s own exercises, and never those of another account', async () => {
    const all = ['Ärmel 100%', 'Bench Press', 'Push-Up', 'Row', 'Row', 'squat'];
    expect(await names()).to.deep.equal(all);
    expect(await names({ scope: 'user' })).to.deep.equal(['Ärmel 100%', 'Row']);
    expect(await names({ scope: 'system' })).to.deep.equal(['Bench Press', 'Push-Up', 'Row', 'squat']);
    expect(await names({ scope: 'user', caller: stranger })).to.deep.equal(['under_arm']);
    expect((await fixture.list({ caller: stranger })).total).to.equal(5);
  });

  it('continues after the last exercise of a page, in every order and in a search', async () => {
    const orders = [...(['name', 'createdAt', 'updatedAt', 'difficultyLevel', 'category', 'slug'] as const), undefined];
    for (const orderBy of orders) {
      for (const sortOrder of ['asc', 'desc'] as const) {
        const order = { orderBy, sortOrder, search: orderBy ? undefined : 'r' };
        const all = (await fixture.list(order)).items.map(({ id }) => id);
        expect(all).to.have.length.above(2);
        for (const limit of [1, 2, 3, 5]) {
          const ids = await walk(limit, (page) => fixture.pageOf({ ...page, ...order }));
          expect(ids, `${orderBy} ${sortOrder} ${limit}`).to.deep.equal(all);
        }
      }
    }
  });

  it('filters exercises by the time of their last change', async () => {
    const { items } = await fixture.list();
    const changed = items.map(({ updatedAt }) => updatedAt as Instant).sort();
    expect((await fixture.list({ updatedAfter: changed[0] })).total).to.equal(6);
    expect((await fixture.list({ updatedAfter: '2999-01-01T00:00:00.000000Z' as Instant })).total).to.equal(0);
  });

  it('lists exercises with any id of one filter, and with all filters together', async () => {
    expect(await names({ primaryMuscles: [2] })).to.deep.equal(['Row', 'Row']);
    expect(await names({ primaryMuscles: [2, 3] })).to.deep.equal(['Ärmel 100%', 'Row', 'Row', 'squat']);
    expect(await names({ equipment: [2, 99] })).to.deep.equal(['Bench Press']);
    expect(await names({ tags: [1, 2] })).to.deep.equal(['Bench Press', 'Push-Up', 'Row']);
    expect(await names({ tags: [1], equipment: [1] })).to.deep.equal(['Row']);
    expect(await names({ primaryMuscles: [2], scope: 'user' })).to.deep.equal(['Row']);
    expect(await names({ category: 'cardio' })).to.deep.equal(['Push-Up']);
    expect(await names({ difficultyLevel: 'expert', category: 'strength' })).to.deep.equal(['Row']);
    expect(await names({ difficultyLevel: 'expert', category: 'cardio' })).to.deep.equal([]);
    expect(await names({ tags: [2], search: 'row' })).to.deep.equal(['Row']);
  });

  it('applies each id filter to its own reference list, where the same id means another item', async () => {
    const namesBy = (member: 'primaryMuscles' | 'equipment' | 'tags') => names({ [member]: [2], scope: 'system' });
    expect(await namesBy('primaryMuscles')).to.deep.equal(['Row']);
    expect(await namesBy('equipment')).to.deep.equal(['Bench Press']);
    expect(await namesBy('tags')).to.deep.equal(['Bench Press', 'Row']);
  });

  it('sorts exercises by each key in both directions, and by id where keys are equal', async () => {
    const numbers = async (orderBy: ListExercises['orderBy']) => {
      const ids = async (sortOrder: 'asc' | 'desc') =>
        (await fixture.list({ orderBy, sortOrder })).items.map(({ id }) => Number(id.slice(-3)));
      const ascending = await ids('asc');
      expect(await ids('desc')).to.deep.equal(ascending.toReversed());
      return ascending;
    };
    expect(await numbers('name')).to.deep.equal([12, 1, 3, 2, 11, 4]);
    expect(await numbers('createdAt')).to.deep.equal([1, 2, 3, 4, 11, 12]);
    expect(await numbers('updatedAt')).to.deep.equal([1, 2, 3, 4, 11, 12]);
    expect(await numbers('difficultyLevel')).to.deep.equal([1, 3, 11, 12, 4, 2]);
    expect(await numbers('category')).to.deep.equal([3, 1, 2, 4, 11, 12]);
    expect(await numbers('slug')).to.deep.equal([1, 3, 2, 4, 11, 12]);
  });

  it('shows every exercise once over all pages, also where keys are equal', async () => {
    for (const orderBy of ['name', 'category', 'slug', 'difficultyLevel'] as const) {
      const pages = await Promise.all(
        [0, 1, 2, 3, 4, 5].map((offset) => fixture.list({ orderBy, limit: 1, offset, sortOrder: 'desc' })),
      );
      expect(new Set(pages.flatMap((page) => page.items.map(({ id }) => id))).size).to.equal(6);
    }
  });

  it('returns the total of all exercises on every page and past the last one', async () => {
    expect(await fixture.list({ limit: 4, offset: 4 })).to.include({ total: 6, limit: 4, offset: 4 });
    expect((await fixture.list({ limit: 4, offset: 4 })).items).to.have.length(2);
    expect(await fixture.list({ limit: 100, offset: 90_000_000_000 })).to.deep.equal({
      ...{ items: [], total: 6, limit: 100, offset: 90_000_000_000 },
    });
    expect(await fixture.list({ tags: [99], offset: 20 })).to.deep.include({ items: [], total: 0 });
  });

  it('shows each exercise exactly as its last command was answered', async () => {
    const answer = await fixture.changeExercise(1, {
      type: 'ReviseCatalogueExercise',
      data: { imagePathEnd: '/a/b.png' },
    });
    await fixture.project();
    const { items } = await fixture.list({ tags: [2], equipment: [2] });
    expect(items).to.deep.equal([answer]);
    expect((await fixture.get({ id: exerciseId(1) }))?.doc).to.deep.equal(answer);
    expect(answer).to.include({ imagePathStart: null, imagePathEnd: `${imageBase}/exercises/a/b.png` });
  });
});
