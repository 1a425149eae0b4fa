import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import { useDatabase } from '../../support/databases.ts';
import { athlete, contentOf, exerciseId, imageBase, type Shelf, shelfOn, stranger } from '../support/shelf.ts';

const items = (kind: 'muscleGroups' | 'equipment' | 'exerciseTags', ...names: string[]) =>
  [
    kind,
    ...names.map((name, at) => ({ type: 'SeedItem', data: { id: at + 1, name, anatomicalName: null } }) as const),
  ] as const;

async function furnished(shelf: Shelf) {
  await shelf.directory(...items('muscleGroups', 'chest', 'back', 'quads'));
  await shelf.directory(...items('equipment', 'barbell', 'bench'));
  await shelf.directory(...items('exerciseTags', 'home', 'gym'));
}

describe('exercises in Postgres', () => {
  const database = useDatabase();
  let shelf: Shelf;

  describe('their list', () => {
    before(async () => {
      shelf = await shelfOn(database.db);
      await furnished(shelf);
      await shelf.shared(1, contentOf('Bench Press', { equipment: [1, 2], tags: [2], secondaryMuscles: [3] }));
      await shelf.shared(
        2,
        contentOf('Row', { primaryMuscles: [2], equipment: [1], tags: [1, 2], difficultyLevel: 'expert' }),
      );
      await shelf.shared(3, contentOf('Push-Up', { tags: [1], category: 'cardio' }));
      await shelf.shared(
        4,
        contentOf('squat', { primaryMuscles: [3], equipment: [1], difficultyLevel: 'intermediate' }),
      );
      await shelf.own(11, contentOf('Row', { primaryMuscles: [2, 1] }));
      await shelf.own(12, contentOf('Ärmel 100%', { primaryMuscles: [3], category: 'stretching' }));
      await shelf.own(13, contentOf('under_arm'), stranger);
      await shelf.own(14, contentOf('Gone'));
      await shelf.exercise(14, { type: 'DeleteExercise', data: { isSuperuser: false } });
      await shelf.takeIn();
    });

    it('shows the catalogue and what is the asker’s own, and never anybody else’s', async () => {
      const all = ['Ärmel 100%', 'Bench Press', 'Push-Up', 'Row', 'Row', 'squat'];
      expect(await shelf.names()).to.deep.equal(all);
      expect(await shelf.names({ scope: 'user' })).to.deep.equal(['Ärmel 100%', 'Row']);
      expect(await shelf.names({ scope: 'system' })).to.deep.equal(['Bench Press', 'Push-Up', 'Row', 'squat']);
      expect(await shelf.names({ scope: 'user', caller: stranger })).to.deep.equal(['under_arm']);
      expect((await shelf.list({ caller: stranger })).total).to.equal(5);
    });

    it('takes any of one list’s numbers, and all of different filters', async () => {
      expect(await shelf.names({ primaryMuscles: [2] })).to.deep.equal(['Row', 'Row']);
      expect(await shelf.names({ primaryMuscles: [2, 3] })).to.deep.equal(['Ärmel 100%', 'Row', 'Row', 'squat']);
      expect(await shelf.names({ equipment: [2, 99] })).to.deep.equal(['Bench Press']);
      expect(await shelf.names({ tags: [1, 2] })).to.deep.equal(['Bench Press', 'Push-Up', 'Row']);
      expect(await shelf.names({ tags: [1], equipment: [1] })).to.deep.equal(['Row']);
      expect(await shelf.names({ primaryMuscles: [2], scope: 'user' })).to.deep.equal(['Row']);
      expect(await shelf.names({ category: 'cardio' })).to.deep.equal(['Push-Up']);
      expect(await shelf.names({ difficultyLevel: 'expert', category: 'strength' })).to.deep.equal(['Row']);
      expect(await shelf.names({ difficultyLevel: 'expert', category: 'cardio' })).to.deep.equal([]);
      expect(await shelf.names({ tags: [2], search: 'row' })).to.deep.equal(['Row']);
    });

    it('does not take one list for another: the same number means something else in each', async () => {
      const asked = (member: 'primaryMuscles' | 'equipment' | 'tags') =>
        shelf.names({ [member]: [2], scope: 'system' });
      expect(await asked('primaryMuscles')).to.deep.equal(['Row']);
      expect(await asked('equipment')).to.deep.equal(['Bench Press']);
      expect(await asked('tags')).to.deep.equal(['Bench Press', 'Row']);
    });

    it('sorts by each key both ways, equal ones by id', async () => {
      const numbers = async (orderBy: 'name' | 'createdAt' | 'updatedAt' | 'difficultyLevel' | 'category' | 'slug') => {
        const ids = async (sortOrder: 'asc' | 'desc') =>
          (await shelf.list({ orderBy, sortOrder })).items.map(({ id }) => Number(id.slice(-3)));
        const up = await ids('asc');
        expect(await ids('desc')).to.deep.equal(up.toReversed());
        return up;
      };
      expect(await numbers('name')).to.deep.equal([12, 1, 3, 2, 11, 4]);
      expect(await numbers('createdAt')).to.deep.equal([1, 2, 3, 4, 11, 12]);
      expect(await numbers('updatedAt')).to.deep.equal([1, 2, 3, 4, 11, 12]);
      expect(await numbers('difficultyLevel')).to.deep.equal([1, 3, 11, 12, 4, 2]);
      expect(await numbers('category')).to.deep.equal([3, 1, 2, 4, 11, 12]);
      expect(await numbers('slug')).to.deep.equal([1, 3, 2, 4, 11, 12]);
    });

    it('repeats nothing and leaves nothing out over pages of equal keys', async () => {
      for (const orderBy of ['name', 'category', 'slug', 'difficultyLevel'] as const) {
        const pages = await Promise.all(
          [0, 1, 2, 3, 4, 5].map((offset) => shelf.list({ orderBy, limit: 1, offset, sortOrder: 'desc' })),
        );
        expect(new Set(pages.flatMap((page) => page.items.map(({ id }) => id))).size).to.equal(6);
      }
    });

    it('tells the real total also past the end', async () => {
      expect(await shelf.list({ limit: 4, offset: 4 })).to.include({ total: 6, limit: 4, offset: 4 });
      expect((await shelf.list({ limit: 4, offset: 4 })).items).to.have.length(2);
      expect(await shelf.list({ limit: 100, offset: 90_000_000_000 })).to.deep.equal({
        ...{ items: [], total: 6, limit: 100, offset: 90_000_000_000 },
      });
      expect(await shelf.list({ tags: [99], offset: 20 })).to.deep.include({ items: [], total: 0 });
    });

    it('shows each exercise as its command was answered', async () => {
      const answer = await shelf.exercise(1, { type: 'ReviseCatalogueExercise', data: { imagePathEnd: '/a/b.png' } });
      await shelf.takeIn();
      const { items: shown } = await shelf.list({ tags: [2], equipment: [2] });
      expect(shown).to.deep.equal([answer]);
      expect((await shelf.get({ id: exerciseId(1) }))?.doc).to.deep.equal(answer);
      expect(answer).to.include({ imagePathStart: null, imagePathEnd: `${imageBase}/exercises/a/b.png` });
    });
  });

  describe('one alone', () => {
    before(async () => {
      shelf = await shelfOn(database.db);
      await furnished(shelf);
      await shelf.shared(1, contentOf('Bench Press'));
      await shelf.own(11, contentOf('Row', { primaryMuscles: [2, 1], instructions: 'é "quoted" \\ {}\n1.0' }));
      await shelf.own(13, contentOf('Row'), stranger);
      await shelf.takeIn();
    });

    it('is found by id with whose it is, by own name, and by slug', async () => {
      expect(await shelf.get({ id: exerciseId(1) })).to.include({ owner: null, revision: 0 });
      expect(await shelf.get({ id: exerciseId(13) })).to.include({ owner: stranger });
      expect(await shelf.get({ name: 'Row' })).to.include({ owner: athlete });
      expect((await shelf.get({ name: 'Row' }))?.doc).to.include({ instructions: 'é "quoted" \\ {}\n1.0' });
      expect(await shelf.get({ slug: 'bench-press' })).to.include({ owner: null });
      for (const by of [{ name: 'row' }, { name: 'Bench Press' }, { slug: 'row' }, { id: exerciseId(99) }]) {
        expect(await shelf.get(by)).to.equal(null);
      }
    });

    it('is not there any more once it was deleted', async () => {
      await shelf.own(20, contentOf('Short'));
      await shelf.exercise(20, { type: 'DeleteExercise', data: { isSuperuser: false } });
      await shelf.takeIn();
      expect(await shelf.get({ id: exerciseId(20) })).to.equal(null);
      expect(await shelf.get({ name: 'Short' })).to.equal(null);
    });
  });

  describe('words of theirs', () => {
    beforeEach(async () => {
      shelf = await shelfOn(database.db);
      await furnished(shelf);
      await shelf.shared(
        1,
        contentOf('Bench Press', { primaryMuscles: [1], secondaryMuscles: [3, 1], equipment: [2], tags: [1] }),
      );
      await shelf.own(11, contentOf('Dip', { primaryMuscles: [1, 2] }));
      await shelf.takeIn();
    });

    const lists = async (number: number) => {
      const { primaryMuscles, secondaryMuscles, equipment, tags } =
        (await shelf.get({ id: exerciseId(number) }))?.doc ?? {};
      return [primaryMuscles, secondaryMuscles, equipment, tags].map((list: { name: string }[]) =>
        list.map(({ name }) => name).join(),
      );
    };

    it('show under their new names in every exercise at once, and in new tags', async () => {
      const [before, catalogue] = [await shelf.get({ id: exerciseId(11) }), await shelf.catalogue()];
      await shelf.directory('muscleGroups', { type: 'RenameItem', data: { itemId: 1, name: 'Pecs' } });
      await shelf.takeIn();
      expect(await lists(1)).to.deep.equal(['pecs', 'quads,pecs', 'bench', 'home']);
      expect(await lists(11)).to.deep.equal(['pecs,back', '', '', '']);
      const after = await shelf.get({ id: exerciseId(11) });
      expect(after?.revision).to.equal(before?.revision);
      expect(after?.joined).not.to.equal(before?.joined);
      const { version, body } = await shelf.catalogue([catalogue.version]);
      expect(version).not.to.equal(catalogue.version);
      expect(body).to.contain('pecs').and.not.to.contain('chest');
      expect(await shelf.catalogue([version])).to.deep.include({ version, body: null });
    });

    it('leave every exercise when they are deleted, were they the last', async () => {
      for (const itemId of [1, 2]) await shelf.directory('muscleGroups', { type: 'RemoveItem', data: { itemId } });
      await shelf.directory('equipment', { type: 'RemoveItem', data: { itemId: 2 } });
      await shelf.directory('exerciseTags', { type: 'RemoveItem', data: { itemId: 1 } });
      await shelf.takeIn();
      expect(await lists(1)).to.deep.equal(['', 'quads', '', '']);
      expect(await lists(11)).to.deep.equal(['', '', '', '']);
      expect((await shelf.list()).total).to.equal(2);
    });

    it('do not hold what their directory, emptied, does not hold', async () => {
      for (const itemId of [1, 2, 3]) await shelf.directory('muscleGroups', { type: 'RemoveItem', data: { itemId } });
      await shelf.takeIn();
      expect(await lists(1)).to.deep.equal(['', '', 'bench', 'home']);
    });
  });

  describe('written by the asker', () => {
    beforeEach(async () => {
      shelf = await shelfOn(database.db);
      await furnished(shelf);
      await shelf.takeIn();
    });
    const codeOf = (answer: Promise<unknown>) =>
      answer.then(
        () => null,
        (error) => (error instanceof DomainError ? error.code : error),
      );

    it('are waited for in each of the lanes that they are in: words, catalogue, own', async () => {
      const [shared, mine] = [shelf.layout.laneOf('system'), shelf.layout.laneOf(athlete)];
      expect(shared).not.to.equal(mine);
      for (const [write, lane, other] of [
        [() => shelf.directory('equipment', { type: 'AddItem', data: { name: 'Sled' } }), shared, mine],
        [() => shelf.shared(1, contentOf('Bench Press')), shared, mine],
        [() => shelf.own(11, contentOf('Row')), mine, shared],
      ] as const) {
        await write();
        const position = shelf.head();
        const requiredPosition = (of: number) => (of === lane ? position : 0n);
        await shelf.takeIn([other]);
        const questions = [
          () => shelf.list({ requiredPosition }),
          () => shelf.get({ id: exerciseId(1) }, { requiredPosition }),
          () => shelf.catalogue([], requiredPosition),
        ];
        for (const ask of questions) expect(await codeOf(ask())).to.equal('read-model-behind');
        await shelf.takeIn([lane]);
        for (const ask of questions) expect(await codeOf(ask())).to.equal(null);
      }
      expect(await shelf.names()).to.deep.equal(['Bench Press', 'Row']);
    });

    it('are waited for in other lanes too where their owner hands the position on to a trainer', async () => {
      const others = Array.from(
        { length: 9 },
        (_, at) => `01900000-0000-7000-8000-0000000000${40 + at}` as typeof athlete,
      );
      const known = [shelf.layout.laneOf('system'), shelf.layout.laneOf(athlete)];
      const other = others.find((each) => !known.includes(shelf.layout.laneOf(each))) ?? stranger;
      const lane = shelf.layout.laneOf(other);
      await shelf.own(13, contentOf('Row'), other);
      const first = shelf.head();
      const requiredPosition = (position: bigint) => (of: number) => (of === lane ? position : 0n);
      const by = { id: exerciseId(13) };
      expect(await codeOf(shelf.get(by, { requiredPosition: requiredPosition(first) }))).to.equal('read-model-behind');
      expect(await shelf.get(by)).to.equal(null);
      await shelf.takeIn();
      expect((await shelf.get(by, { requiredPosition: requiredPosition(first) }))?.revision).to.equal(0);
      await shelf.exercise(13, { type: 'ReviseOwnExercise', data: { force: 'pull' } }, other);
      expect(await codeOf(shelf.get(by, { requiredPosition: requiredPosition(shelf.head()) }))).to.equal(
        'read-model-behind',
      );
      await shelf.takeIn();
      expect((await shelf.get(by, { requiredPosition: requiredPosition(shelf.head()) }))?.revision).to.equal(1);
    });
  });
});
