import { expect } from 'chai';
import { type Client, clientOf, problem, validationErrors } from './support/client.ts';
import { kinds, useExercises } from './support/use-exercises.ts';

const nobody = '01900000-0000-7000-8000-0000000000ee';
const images = 'https://cdn.example.com/exercises';

describe('exercises over HTTP', () => {
  const the = useExercises();
  const { addOwn, addSystem, idOf, events } = the;

  describe('reading one', () => {
    it('is for everybody in the catalogue, else for the owner and trainers', async () => {
      const [shared, mine] = [await idOf(addSystem()), await idOf(addOwn())];
      for (const by of Object.values(the.cast)) expect((await by.get(`/exercises/${shared}`)).status).to.equal(200);
      for (const by of [the.cast.athlete, the.cast.trainer])
        expect((await by.get(`/exercises/${mine}`)).status).to.equal(200);
      for (const by of [the.cast.stranger, the.cast.superuser])
        problem(await by.get(`/exercises/${mine}`), 403, 'exercise-not-yours');
      problem(await clientOf(the.app).get(`/exercises/${shared}`), 401, 'not-signed-in');
    });

    it('knows no unknown ones, and refuses what is no id', async () => {
      for (const by of Object.values(the.cast))
        problem(await by.get(`/exercises/${nobody}`), 404, 'exercise-not-found');
      expect(validationErrors(await the.cast.athlete.get('/exercises/1000'))).to.deep.equal(['uuid_parsing id']);
    });

    it('answers 304 to who has it already', async () => {
      const id = await idOf(addOwn());
      const tag = (await the.cast.athlete.get(`/exercises/${id}`)).headers.get('etag') ?? '';
      expect(tag).to.match(/^"0\.[^"]+"$/);
      expect((await the.cast.athlete.get(`/exercises/${id}`, { 'if-none-match': tag })).status).to.equal(304);
      expect(
        (await the.cast.athlete.patch(`/exercises/user/${id}`, { force: 'pull' }, { 'if-match': tag })).status,
      ).to.equal(200);
      expect((await the.cast.athlete.get(`/exercises/${id}`, { 'if-none-match': tag })).status).to.equal(200);
    });
  });

  describe('finding one by a criterion', () => {
    const find = (query: string, by: Client = the.cast.athlete) => by.get(`/exercises/criteria/${query}`);

    it('finds an own one by its name to the letter, one of the catalogue by its slug', async () => {
      const [shared, mine] = [await idOf(addSystem({ name: 'Squat' })), await idOf(addOwn())];
      expect((await find('?name=Bench%20Press')).json.id).to.equal(mine);
      expect((await find('?slug=squat')).json.id).to.equal(shared);
      for (const query of ['?name=bench%20press', '?name=Squat', '?slug=bench-press', '?slug=Squat']) {
        problem(await find(query), 404, 'exercise-not-found');
      }
      problem(await find('?name=Bench%20Press', the.cast.trainer), 404, 'exercise-not-found');
    });

    it('ignores what it does not know, and takes empty for absent', async () => {
      const mine = await idOf(addOwn());
      expect((await find('?name=Bench%20Press&slug=&page=7&scope=x')).json.id).to.equal(mine);
    });

    it('asks for exactly one criterion', async () => {
      for (const query of ['', '?name=&slug=', '?name=a&slug=b', '?scope=all']) {
        problem(await find(query), 400, 'contradictory-query');
      }
    });

    it('refuses what no name can be', async () => {
      expect(validationErrors(await find('?name=%00'))).to.deep.equal(['value_error name']);
      expect(validationErrors(await find('?name=a&name=b'))).to.deep.equal(['string_type name']);
      problem(await find('?name=a', clientOf(the.app)), 401, 'not-signed-in');
    });
  });

  describe('changing one', () => {
    for (const { kind, base, body, by } of kinds) {
      it(`changes what is named of an ${kind} one, clears with null, and takes {} for nothing`, async () => {
        const id = await idOf(
          the.cast[by].post(base, { ...body, equipment: [1000], secondaryMuscles: [1001], force: 'push' }),
        );
        const change = (part: unknown) => the.cast[by].patch(`${base}/${id}`, part);
        const before = (await the.cast[by].get(`/exercises/${id}`)).json;
        const same = await change({});
        expect([same.status, same.headers.get('etag')]).to.deep.equal([200, '"0"']);
        expect(same.json).to.deep.equal(before);
        expect((await change({ name: 'Bench', difficultyLevel: 'expert' })).json).to.deep.equal({
          ...{ ...before, name: 'Bench', difficultyLevel: 'expert', revision: 1 },
          ...(kind === 'catalogue' && { slug: 'bench' }),
        });
        const nulls = { secondaryMuscles: null, equipment: null, force: null, mechanic: null, instructions: null };
        const cleared = await change(nulls);
        expect(cleared.status).to.equal(200);
        expect(cleared.json).to.deep.include({ ...nulls, secondaryMuscles: [], equipment: [] });
        expect((await change({ primaryMuscles: [1002, 1002] })).json.primaryMuscles).to.deep.equal([
          { id: 1002, name: 'third' },
        ]);
        expect((await the.cast[by].get(`/exercises/${id}`)).json).to.include({ name: 'Bench', revision: 3 });
        expect(events()).to.have.length(4);
      });

      it(`refuses null where an ${kind} one needs a value, and what it can not take`, async () => {
        const id = await idOf(the.cast[by].post(base, body));
        const bad = async (part: unknown) => validationErrors(await the.cast[by].patch(`${base}/${id}`, part));
        const nulls = { name: null, primaryMuscles: null, difficultyLevel: null, category: null };
        expect(await bad(nulls)).to.deep.equal([
          ...['enum category', 'enum difficultyLevel', 'list_type primaryMuscles', 'string_type name'],
        ]);
        for (const slug of ['mine', null]) expect(await bad({ slug })).to.deep.equal(['extra_forbidden slug']);
        expect(await bad({ name: '   ' })).to.include('string_too_short name');
        expect(await bad({ primaryMuscles: [] })).to.deep.equal(['too_short primaryMuscles']);
        const pictures = { tags: null, imagePathStart: 'x', imagePathEnd: null };
        expect(await bad(pictures)).to.deep.equal(
          kind === 'catalogue'
            ? ['list_type tags', 'string_pattern_mismatch imagePathStart']
            : ['extra_forbidden imagePathEnd', 'extra_forbidden imagePathStart', 'extra_forbidden tags'],
        );
        expect(events()).to.have.length(1);
      });

      it(`refuses in order for an ${kind} one: request, exercise, ids, condition, name`, async () => {
        const id = await idOf(the.cast[by].post(base, body));
        await the.cast[by].post(base, { ...body, name: 'Taken' });
        const stale = { 'if-match': '"7"' };
        const part = { name: 'Taken', equipment: [999] };
        expect(validationErrors(await the.cast[by].patch(`${base}/x`, { ...part, name: 'ab' }, stale))).to.deep.equal([
          ...['string_too_short name', 'uuid_parsing id'],
        ]);
        problem(await the.cast[by].patch(`${base}/${nobody}`, part, stale), 404, 'exercise-not-found');
        problem(await the.cast[by].patch(`${base}/${id}`, part, stale), 404, 'item-not-found');
        problem(await the.cast[by].patch(`${base}/${id}`, { name: 'Taken' }, stale), 412, 'revision-mismatch');
        problem(await the.cast[by].patch(`${base}/${id}`, { name: 'Taken' }), 409, 'exercise-name-taken');
        expect(validationErrors(await the.cast[by].patch(`${base}/${id}`, {}, { 'if-match': 'x' }))).to.deep.equal([
          'value_error If-Match',
        ]);
      });

      it(`gives an ${kind} one's name free when it takes another, or is deleted`, async () => {
        const id = await idOf(the.cast[by].post(base, body));
        await the.cast[by].patch(`${base}/${id}`, { name: 'Another' });
        const next = await the.cast[by].post(base, body);
        expect(next.status).to.equal(201);
        await the.cast[by].delete(`/exercises/${next.json.id}`);
        expect((await the.cast[by].post(base, body)).status).to.equal(201);
      });

      it(`answers a repeated key of an ${kind} one as the first time`, async () => {
        const id = await idOf(the.cast[by].post(base, body));
        const key = { 'idempotency-key': 'change-1' };
        const first = await the.cast[by].patch(`${base}/${id}`, { force: 'pull' }, key);
        await the.cast[by].patch(`${base}/${id}`, { force: 'push' });
        const again = await the.cast[by].patch(`${base}/${id}`, { force: 'pull' }, key);
        expect([again.text, again.headers.get('etag')]).to.deep.equal([first.text, '"1"']);
        problem(await the.cast[by].patch(`${base}/${id}`, { force: null }, key), 422, 'idempotency-key-reused');
      });
    }

    it('takes null for the pictures of the catalogue', async () => {
      const id = await idOf(addSystem({ imagePathStart: '/a.jpg' }));
      const { json } = await the.cast.superuser.patch(`/exercises/system/${id}`, {
        imagePathStart: null,
        imagePathEnd: '/b.png',
      });
      expect(json).to.include({ imagePathStart: null, imagePathEnd: `${images}/b.png` });
    });

    it('keeps the slug unless the name changes', async () => {
      const id = await idOf(addSystem());
      const slugAfter = async (part: object) =>
        (await the.cast.superuser.patch(`/exercises/system/${id}`, part)).json.slug;
      expect(await slugAfter({ force: 'push' })).to.equal('bench-press');
      expect(await slugAfter({ name: 'BENCH press' })).to.equal('bench-press');
      expect(await slugAfter({ name: 'Chest Press!' })).to.equal('chest-press');
      expect(
        validationErrors(await the.cast.superuser.patch(`/exercises/system/${id}`, { name: '???' })),
      ).to.deep.equal(['value_error name']);
    });

    it('knows of own ones only what is the caller’s, and of the catalogue no own ones', async () => {
      const [shared, mine] = [await idOf(addSystem()), await idOf(addOwn())];
      for (const by of [the.cast.stranger, the.cast.trainer, the.cast.superuser]) {
        problem(await by.patch(`/exercises/user/${mine}`, {}), 404, 'exercise-not-found');
      }
      for (const by of [the.cast.athlete, the.cast.superuser]) {
        problem(await by.patch(`/exercises/user/${shared}`, {}), 404, 'exercise-not-found');
      }
      problem(await the.cast.superuser.patch(`/exercises/system/${mine}`, {}), 404, 'exercise-not-found');
      for (const by of [the.cast.athlete, the.cast.trainer]) {
        problem(await by.patch(`/exercises/system/${shared}`, {}), 403, 'not-permitted');
      }
      problem(await clientOf(the.app).patch(`/exercises/user/${mine}`, {}), 401, 'not-signed-in');
    });
  });

  describe('deleting one', () => {
    it('is for the owner, or for superusers in the catalogue', async () => {
      const [shared, mine] = [await idOf(addSystem()), await idOf(addOwn())];
      problem(await clientOf(the.app).delete(`/exercises/${mine}`), 401, 'not-signed-in');
      for (const by of [the.cast.stranger, the.cast.trainer, the.cast.superuser]) {
        problem(await by.delete(`/exercises/${mine}`), 403, 'exercise-not-yours');
      }
      for (const by of [the.cast.athlete, the.cast.trainer]) {
        problem(await by.delete(`/exercises/${shared}`), 403, 'exercise-not-yours');
      }
      for (const [by, id] of [
        [the.cast.athlete, mine],
        [the.cast.superuser, shared],
      ] as const) {
        const gone = await by.delete(`/exercises/${id}`);
        expect([gone.status, gone.text]).to.deep.equal([204, '']);
        problem(await by.delete(`/exercises/${id}`), 404, 'exercise-not-found');
        problem(await by.get(`/exercises/${id}`), 404, 'exercise-not-found');
      }
      problem(await the.cast.athlete.delete(`/exercises/${nobody}`), 404, 'exercise-not-found');
      expect(validationErrors(await the.cast.athlete.delete('/exercises/7'))).to.deep.equal(['uuid_parsing id']);
    });

    it('takes conditions and keys', async () => {
      const id = await idOf(addOwn());
      problem(await the.cast.athlete.delete(`/exercises/${id}`, { 'if-match': '"3"' }), 412, 'revision-mismatch');
      const key = { 'idempotency-key': 'delete-1', 'if-match': '"0"' };
      expect((await the.cast.athlete.delete(`/exercises/${id}`, key)).status).to.equal(204);
      expect((await the.cast.athlete.delete(`/exercises/${id}`, key)).status).to.equal(204);
    });
  });

  describe('words that change under them', () => {
    it('show at once in commands’ answers: renamed ones anew, deleted ones not at all, were they the last', async () => {
      const id = await idOf(addOwn({ equipment: [1000] }));
      await the.cast.superuser.patch('/catalogs/muscle-groups/1000', { name: 'Chest' });
      await the.cast.superuser.delete('/catalogs/equipment/1000');
      const answer = await the.cast.athlete.patch(`/exercises/user/${id}`, {});
      expect(answer.json).to.deep.include({ primaryMuscles: [{ id: 1000, name: 'chest' }], equipment: [] });
      await the.cast.superuser.delete('/catalogs/muscle-groups/1000');
      expect((await the.cast.athlete.patch(`/exercises/user/${id}`, {})).json.primaryMuscles).to.deep.equal([]);
      problem(await addOwn({ name: 'Other' }), 404, 'item-not-found');
    });
  });

  describe('the list', () => {
    const asked = async (query: string) => {
      expect((await the.cast.athlete.get(`/exercises?${query}`)).status).to.equal(200);
      const { requiredPosition: _n, caller: _c, imageBase: _i, ...question } = the.app.questions.at(-1) ?? {};
      return question;
    };

    it('asks for all, twenty a page, unless told otherwise', async () => {
      expect(await asked('')).to.deep.equal({
        scope: 'all',
        sortOrder: 'asc',
        limit: 20,
        offset: 0,
        search: undefined,
      });
      expect(await asked('searchString=%20')).to.include({ search: undefined });
    });

    it('takes every filter, lists as often as they come', async () => {
      const query =
        'scope=user&primaryMuscles=1&primaryMuscles=2&equipment=3&tags=4&tags=32767&category=olympic%20weightlifting' +
        '&difficultyLevel=expert&searchString=%20Press%20&orderBy=updatedAt&sortOrder=desc&pageSize=100&currentPage=3';
      expect(await asked(query)).to.deep.equal({
        ...{
          scope: 'user',
          primaryMuscles: [1, 2],
          equipment: [3],
          tags: [4, 32_767],
          search: 'Press',
          limit: 100,
          offset: 200,
        },
        ...{ category: 'olympic weightlifting', difficultyLevel: 'expert', orderBy: 'updatedAt', sortOrder: 'desc' },
      });
    });

    it('sorts by names, times, difficulty, category and slug, and by nothing else', async () => {
      for (const orderBy of ['name', 'createdAt', 'updatedAt', 'difficultyLevel', 'category', 'slug']) {
        expect(await asked(`orderBy=${orderBy}`)).to.include({ orderBy });
      }
      for (const orderBy of ['id', 'primaryMuscles', 'force', '']) {
        expect(validationErrors(await the.cast.athlete.get(`/exercises?orderBy=${orderBy}`))).to.deep.equal([
          'enum orderBy',
        ]);
      }
    });

    it('refuses every wrong parameter, all at once', async () => {
      const query =
        'scope=mine&primaryMuscles=x&equipment=0&tags=40000&category=yoga&difficultyLevel=hard&sortOrder=up' +
        '&pageSize=101&currentPage=0&searchString=%00&force=pull&scope=all';
      expect(validationErrors(await the.cast.athlete.get(`/exercises?${query}`))).to.deep.equal([
        ...['enum category', 'enum difficultyLevel', 'enum scope', 'enum sortOrder', 'extra_forbidden force'],
        ...['greater_than_equal 0', 'greater_than_equal currentPage', 'int_parsing 0', 'less_than_equal 0'],
        ...['less_than_equal pageSize', 'value_error searchString'],
      ]);
      expect(
        validationErrors(await the.cast.athlete.get('/exercises?currentPage=99999999999999999999')),
      ).to.have.length(1);
    });

    it('shows nobody what is somebody else’s, superusers and trainers neither', async () => {
      const [shared, mine] = [await idOf(addSystem()), await idOf(addOwn())];
      const seen = async (by: Client) => (await by.get('/exercises')).json.items.map(({ id }: { id: string }) => id);
      expect(await seen(the.cast.athlete)).to.have.members([shared, mine]);
      for (const by of [the.cast.stranger, the.cast.trainer, the.cast.superuser])
        expect(await seen(by)).to.deep.equal([shared]);
      problem(await clientOf(the.app).get('/exercises'), 401, 'not-signed-in');
    });
  });
});
