import { expect } from 'chai';
import { type Cast, castOf } from './support/cast.ts';
import { type Answer, type Client, clientOf, faults, problem } from './support/client.ts';
import { now, startTestApp, type TestApp } from './support/test-app.ts';

const nobody = '01900000-0000-7000-8000-0000000000ee';
const images = 'https://cdn.example.com/exercises';

const own = { name: 'Bench Press', primaryMuscles: [1000], difficultyLevel: 'beginner', category: 'strength' };
const system = { ...own, instructions: 'Press.', tags: [1000] };
/** Own ones and those of the catalogue, as far as they are alike. */
const kinds = [
  { kind: 'own', base: '/exercises/user', body: own, by: 'athlete' },
  { kind: 'system', base: '/exercises/system', body: system, by: 'superuser' },
] as const;

describe('exercises over HTTP', () => {
  let app: TestApp;
  let cast: Cast;

  beforeEach(async () => {
    app = await startTestApp();
    cast = await castOf(app);
    for (const list of ['muscle-groups', 'equipment', 'exercise-tags']) {
      for (const name of ['first', 'second', 'third']) await cast.superuser.post(`/catalogs/${list}`, { name });
    }
  });
  afterEach(() => app[Symbol.asyncDispose]());

  const addOwn = (body: object = {}, by: Client = cast.athlete) => by.post('/exercises/user', { ...own, ...body });
  const addSystem = (body: object = {}) => cast.superuser.post('/exercises/system', { ...system, ...body });
  const idOf = async (answer: Promise<Answer>): Promise<string> => (await answer).json.id;
  const events = () => app.store.all().filter(({ stream }) => stream.startsWith('exercise-'));

  describe('adding one', () => {
    it('answers an own one whole, with tag and address, its lists as items', async () => {
      const answer = await addOwn({ name: ' Bench  Press', secondaryMuscles: [1001, 1000], equipment: [1002] });
      expect(answer.status).to.equal(201);
      const { id, createdBy, ...shown } = answer.json;
      expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(createdBy).to.equal((await cast.athlete.get('/access/me')).json.id);
      expect(answer.headers.get('location')).to.equal(`/api/v1/exercises/${id}`);
      expect(answer.headers.get('etag')).to.equal('"0"');
      expect(shown).to.deep.equal({
        ...{ name: ' Bench  Press', primaryMuscles: [{ id: 1000, name: 'first' }] },
        secondaryMuscles: [
          { id: 1001, name: 'second' },
          { id: 1000, name: 'first' },
        ],
        ...{ equipment: [{ id: 1002, name: 'third' }], tags: [], force: null, mechanic: null },
        ...{ difficultyLevel: 'beginner', category: 'strength', instructions: null, slug: null, isSystem: false },
        ...{ imagePathStart: null, imagePathEnd: null, aliases: [], safety: null, metrics: ['weight', 'reps'] },
        ...{ revision: 0, createdAt: now, updatedAt: now },
      });
      expect((await cast.athlete.get(`/exercises/${id}`)).json).to.deep.equal(answer.json);
    });

    it('answers one of the catalogue with slug, tags and whole addresses of its pictures', async () => {
      const answer = await addSystem({
        name: 'Bench/Press',
        imagePathStart: '/bench_press/0-a.jpg',
        imagePathEnd: null,
      });
      expect(answer.status).to.equal(201);
      expect(answer.json).to.include({ slug: 'bench-press', createdBy: null, isSystem: true, instructions: 'Press.' });
      expect(answer.json).to.include({ imagePathStart: `${images}/bench_press/0-a.jpg`, imagePathEnd: null });
      expect(answer.json.tags).to.deep.equal([{ id: 1000, name: 'first' }]);
      expect((await cast.athlete.get(`/exercises/${answer.json.id}`)).json).to.deep.equal(answer.json);
    });

    for (const { kind, base, body, by } of kinds) {
      it(`counts repeated ids of an ${kind} one once`, async () => {
        const lists = { primaryMuscles: [1001, 1000, 1001], secondaryMuscles: [1002, 1002], equipment: [1000, 1000] };
        const { json } = await cast[by].post(base, {
          ...body,
          ...lists,
          ...(kind === 'system' && { tags: [1001, 1001] }),
        });
        const ids = (list: { id: number }[]) => list.map(({ id }) => id);
        expect(ids(json.primaryMuscles)).to.deep.equal([1001, 1000]);
        expect([json.secondaryMuscles, json.equipment].map(ids)).to.deep.equal([[1002], [1000]]);
        expect(ids(json.tags)).to.deep.equal(kind === 'system' ? [1001] : []);
        const many = await cast[by].post(base, { ...body, name: 'Many', equipment: Array(300).fill(1000) });
        expect(many.status).to.equal(201);
      });

      it(`takes every value of ${kind} ones, and null for none`, async () => {
        const categories = [
          'strength',
          'stretching',
          'plyometrics',
          'strongman',
          'powerlifting',
          'cardio',
          'olympic weightlifting',
        ];
        for (const [at, category] of categories.entries()) {
          const sent = {
            ...{ category, difficultyLevel: ['beginner', 'intermediate', 'expert'][at % 3], name: `Number ${at}` },
            ...{ force: ['pull', 'push', 'static', null][at % 4], mechanic: ['compound', 'isolation', null][at % 3] },
          };
          const { status, json } = await cast[by].post(base, {
            ...body,
            ...sent,
            secondaryMuscles: null,
            equipment: null,
          });
          expect(status).to.equal(201);
          expect(json).to.include(sent).and.to.deep.include({ secondaryMuscles: [], equipment: [] });
        }
      });

      it(`refuses an ${kind} one for every member that is missing or wrong, all at once`, async () => {
        const missing = faults(await cast[by].post(base, {}));
        expect(missing).to.deep.equal(
          [
            'category',
            'difficultyLevel',
            'name',
            'primaryMuscles',
            ...(kind === 'system' ? ['instructions', 'tags'] : []),
          ]
            .map((field) => `missing ${field}`)
            .sort(),
        );
        const wrong = {
          ...{ name: 'ab', primaryMuscles: [], secondaryMuscles: [0], equipment: 'bar', difficultyLevel: null },
          ...{ category: 'yoga', force: 'twist', mechanic: 'both', instructions: 5, slug: 'mine', id: nobody },
          ...(kind === 'system'
            ? { tags: [], imagePathStart: 'bench.jpg' }
            : { tags: [1000], imagePathStart: '/a.jpg' }),
        };
        expect(faults(await cast[by].post(base, wrong))).to.deep.equal(
          [
            ...['string_too_short name', 'too_short primaryMuscles', 'greater_than_equal 0', 'list_type equipment'],
            ...['enum difficultyLevel', 'enum category', 'enum force', 'enum mechanic', 'string_type instructions'],
            ...['extra_forbidden slug', 'extra_forbidden id'],
            ...(kind === 'system'
              ? ['too_short tags', 'string_pattern_mismatch imagePathStart']
              : ['extra_forbidden tags', 'extra_forbidden imagePathStart']),
          ].sort(),
        );
        expect(events()).to.deep.equal([]);
      });

      it(`refuses an ${kind} one for names, lists and items that are none`, async () => {
        const bad = async (change: object) => faults(await cast[by].post(base, { ...body, ...change }));
        expect(await bad({ name: null })).to.deep.equal(['string_type name']);
        expect(await bad({ name: '     ' })).to.include('string_too_short name');
        expect(await bad({ name: 'x'.repeat(101) })).to.deep.equal(['string_too_long name']);
        expect(await bad({ name: 'a\0bc' })).to.deep.equal(['value_error name']);
        expect(await bad({ primaryMuscles: null })).to.deep.equal(['list_type primaryMuscles']);
        expect(await bad({ primaryMuscles: ['1000', 1.5, true] })).to.deep.equal([
          ...['int_parsing 0', 'int_parsing 1', 'int_parsing 2'],
        ]);
        expect(await bad({ equipment: [] })).to.deep.equal(['too_short equipment']);
        expect(await bad({ secondaryMuscles: [1000, 40_000] })).to.deep.equal(['less_than_equal 1']);
        expect(await bad({ category: null, difficultyLevel: 5 })).to.deep.equal([
          'enum category',
          'enum difficultyLevel',
        ]);
        expect(await bad({ instructions: 'x'.repeat(10_001) })).to.deep.equal(['string_too_long instructions']);
      });

      it(`tells of unknown ids before it tells that an ${kind} one's name is taken`, async () => {
        expect((await cast[by].post(base, body)).status).to.equal(201);
        for (const member of ['primaryMuscles', 'secondaryMuscles', 'equipment']) {
          problem(await cast[by].post(base, { ...body, [member]: [1000, 999] }), 404, 'item-not-found');
        }
        problem(await cast[by].post(base, body), 409, 'exercise-name-taken');
      });

      it(`finds an ${kind} one again by the key alone, also when a word of it is gone since`, async () => {
        const key = { 'idempotency-key': 'phone-1' };
        const first = await cast[by].post(base, { ...body, equipment: [1002] }, key);
        await cast.superuser.delete('/catalogs/equipment/1002');
        const again = await cast[by].post(base, { ...body, equipment: [1002] }, key);
        expect(again.status).to.equal(201);
        expect(again.json).to.deep.equal({ ...first.json, equipment: [] });
        expect(again.headers.get('location')).to.equal(first.headers.get('location'));
        expect(events()).to.have.length(1);
        problem(await cast[by].post(base, body, key), 422, 'idempotency-key-reused');
      });
    }

    it('keeps null and no tags out of the catalogue', async () => {
      const bad = async (change: object) => faults(await addSystem(change));
      expect(await bad({ tags: null })).to.deep.equal(['list_type tags']);
      expect(await bad({ instructions: null })).to.deep.equal(['string_type instructions']);
      problem(await addSystem({ tags: [999] }), 404, 'item-not-found');
    });

    it('takes paths of pictures by their form alone', async () => {
      const good = ['/a.jpg', '/a/b-1/c_2.jpeg', '/a.png', '/0.webp'];
      for (const [at, path] of good.entries()) {
        const { json } = await addSystem({ name: `Number ${at}`, imagePathEnd: path });
        expect(json.imagePathEnd).to.equal(images + path);
      }
      for (const path of [
        'a.jpg',
        '//a.jpg',
        '/a//b.jpg',
        '/A.jpg',
        '/a.gif',
        '/a.JPG',
        '/a',
        '/.jpg',
        '/a b.jpg',
        '/../a.jpg',
        '/a.jpg\n',
        '',
      ]) {
        expect(faults(await addSystem({ imagePathEnd: path })), path).to.deep.equal([
          'string_pattern_mismatch imagePathEnd',
        ]);
      }
    });

    it('keeps names of one account apart to the letter, and from everybody else’s', async () => {
      await addSystem();
      for (const name of ['Bench Press', 'bench press', 'Bench Press '])
        expect((await addOwn({ name })).status).to.equal(201);
      problem(await addOwn(), 409, 'exercise-name-taken');
      expect((await addOwn({}, cast.stranger)).status).to.equal(201);
    });

    it('keeps slugs of the catalogue apart', async () => {
      await addSystem();
      for (const name of ['Bench Press', 'bench press', 'Bench/Press', '(Bench) Press!']) {
        problem(await addSystem({ name }), 409, 'exercise-name-taken');
      }
      expect(faults(await addSystem({ name: '!!!' }))).to.deep.equal(['value_error name']);
    });

    it('is for everybody, or for superusers in the catalogue', async () => {
      problem(await clientOf(app).post('/exercises/user', own), 401, 'not-signed-in');
      problem(await clientOf(app).post('/exercises/system', system), 401, 'not-signed-in');
      for (const by of [cast.athlete, cast.trainer])
        problem(await by.post('/exercises/system', {}), 403, 'not-permitted');
      for (const by of Object.values(cast)) expect((await addOwn({}, by)).status).to.equal(201);
    });
  });

  describe('reading one', () => {
    it('is for everybody in the catalogue, else for the owner and trainers', async () => {
      const [shared, mine] = [await idOf(addSystem()), await idOf(addOwn())];
      for (const by of Object.values(cast)) expect((await by.get(`/exercises/${shared}`)).status).to.equal(200);
      for (const by of [cast.athlete, cast.trainer]) expect((await by.get(`/exercises/${mine}`)).status).to.equal(200);
      for (const by of [cast.stranger, cast.superuser])
        problem(await by.get(`/exercises/${mine}`), 403, 'exercise-not-yours');
      problem(await clientOf(app).get(`/exercises/${shared}`), 401, 'not-signed-in');
    });

    it('knows no unknown ones, and refuses what is no id', async () => {
      for (const by of Object.values(cast)) problem(await by.get(`/exercises/${nobody}`), 404, 'exercise-not-found');
      expect(faults(await cast.athlete.get('/exercises/1000'))).to.deep.equal(['uuid_parsing id']);
    });

    it('answers 304 to who has it already', async () => {
      const id = await idOf(addOwn());
      const tag = (await cast.athlete.get(`/exercises/${id}`)).headers.get('etag') ?? '';
      expect(tag).to.match(/^"0\.[^"]+"$/);
      expect((await cast.athlete.get(`/exercises/${id}`, { 'if-none-match': tag })).status).to.equal(304);
      expect(
        (await cast.athlete.patch(`/exercises/user/${id}`, { force: 'pull' }, { 'if-match': tag })).status,
      ).to.equal(200);
      expect((await cast.athlete.get(`/exercises/${id}`, { 'if-none-match': tag })).status).to.equal(200);
    });
  });

  describe('finding one by a criterion', () => {
    const find = (query: string, by: Client = cast.athlete) => by.get(`/exercises/criteria/${query}`);

    it('finds an own one by its name to the letter, one of the catalogue by its slug', async () => {
      const [shared, mine] = [await idOf(addSystem({ name: 'Squat' })), await idOf(addOwn())];
      expect((await find('?name=Bench%20Press')).json.id).to.equal(mine);
      expect((await find('?slug=squat')).json.id).to.equal(shared);
      for (const query of ['?name=bench%20press', '?name=Squat', '?slug=bench-press', '?slug=Squat']) {
        problem(await find(query), 404, 'exercise-not-found');
      }
      problem(await find('?name=Bench%20Press', cast.trainer), 404, 'exercise-not-found');
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
      expect(faults(await find('?name=%00'))).to.deep.equal(['value_error name']);
      expect(faults(await find('?name=a&name=b'))).to.deep.equal(['string_type name']);
      problem(await find('?name=a', clientOf(app)), 401, 'not-signed-in');
    });
  });

  describe('changing one', () => {
    for (const { kind, base, body, by } of kinds) {
      it(`changes what is named of an ${kind} one, clears with null, and takes {} for nothing`, async () => {
        const id = await idOf(
          cast[by].post(base, { ...body, equipment: [1000], secondaryMuscles: [1001], force: 'push' }),
        );
        const change = (part: unknown) => cast[by].patch(`${base}/${id}`, part);
        const before = (await cast[by].get(`/exercises/${id}`)).json;
        const same = await change({});
        expect([same.status, same.headers.get('etag')]).to.deep.equal([200, '"0"']);
        expect(same.json).to.deep.equal(before);
        expect((await change({ name: 'Bench', difficultyLevel: 'expert' })).json).to.deep.equal({
          ...{ ...before, name: 'Bench', difficultyLevel: 'expert', revision: 1 },
          ...(kind === 'system' && { slug: 'bench' }),
        });
        const nulls = { secondaryMuscles: null, equipment: null, force: null, mechanic: null, instructions: null };
        const cleared = await change(nulls);
        expect(cleared.status).to.equal(200);
        expect(cleared.json).to.deep.include({ ...nulls, secondaryMuscles: [], equipment: [] });
        expect((await change({ primaryMuscles: [1002, 1002] })).json.primaryMuscles).to.deep.equal([
          { id: 1002, name: 'third' },
        ]);
        expect((await cast[by].get(`/exercises/${id}`)).json).to.include({ name: 'Bench', revision: 3 });
        expect(events()).to.have.length(4);
      });

      it(`refuses null where an ${kind} one needs a value, and what it can not take`, async () => {
        const id = await idOf(cast[by].post(base, body));
        const bad = async (part: unknown) => faults(await cast[by].patch(`${base}/${id}`, part));
        const nulls = { name: null, primaryMuscles: null, difficultyLevel: null, category: null };
        expect(await bad(nulls)).to.deep.equal([
          ...['enum category', 'enum difficultyLevel', 'list_type primaryMuscles', 'string_type name'],
        ]);
        for (const slug of ['mine', null]) expect(await bad({ slug })).to.deep.equal(['extra_forbidden slug']);
        expect(await bad({ name: '   ' })).to.include('string_too_short name');
        expect(await bad({ primaryMuscles: [] })).to.deep.equal(['too_short primaryMuscles']);
        const pictures = { tags: null, imagePathStart: 'x', imagePathEnd: null };
        expect(await bad(pictures)).to.deep.equal(
          kind === 'system'
            ? ['list_type tags', 'string_pattern_mismatch imagePathStart']
            : ['extra_forbidden imagePathEnd', 'extra_forbidden imagePathStart', 'extra_forbidden tags'],
        );
        expect(events()).to.have.length(1);
      });

      it(`refuses in order for an ${kind} one: request, exercise, ids, condition, name`, async () => {
        const id = await idOf(cast[by].post(base, body));
        await cast[by].post(base, { ...body, name: 'Taken' });
        const stale = { 'if-match': '"7"' };
        const part = { name: 'Taken', equipment: [999] };
        expect(faults(await cast[by].patch(`${base}/x`, { ...part, name: 'ab' }, stale))).to.deep.equal([
          ...['string_too_short name', 'uuid_parsing id'],
        ]);
        problem(await cast[by].patch(`${base}/${nobody}`, part, stale), 404, 'exercise-not-found');
        problem(await cast[by].patch(`${base}/${id}`, part, stale), 404, 'item-not-found');
        problem(await cast[by].patch(`${base}/${id}`, { name: 'Taken' }, stale), 412, 'revision-mismatch');
        problem(await cast[by].patch(`${base}/${id}`, { name: 'Taken' }), 409, 'exercise-name-taken');
        expect(faults(await cast[by].patch(`${base}/${id}`, {}, { 'if-match': 'x' }))).to.deep.equal([
          'value_error If-Match',
        ]);
      });

      it(`gives an ${kind} one's name free when it takes another, or is deleted`, async () => {
        const id = await idOf(cast[by].post(base, body));
        await cast[by].patch(`${base}/${id}`, { name: 'Another' });
        const next = await cast[by].post(base, body);
        expect(next.status).to.equal(201);
        await cast[by].delete(`/exercises/${next.json.id}`);
        expect((await cast[by].post(base, body)).status).to.equal(201);
      });

      it(`answers a repeated key of an ${kind} one as the first time`, async () => {
        const id = await idOf(cast[by].post(base, body));
        const key = { 'idempotency-key': 'change-1' };
        const first = await cast[by].patch(`${base}/${id}`, { force: 'pull' }, key);
        await cast[by].patch(`${base}/${id}`, { force: 'push' });
        const again = await cast[by].patch(`${base}/${id}`, { force: 'pull' }, key);
        expect([again.text, again.headers.get('etag')]).to.deep.equal([first.text, '"1"']);
        problem(await cast[by].patch(`${base}/${id}`, { force: null }, key), 422, 'idempotency-key-reused');
      });
    }

    it('takes null for the pictures of the catalogue', async () => {
      const id = await idOf(addSystem({ imagePathStart: '/a.jpg' }));
      const { json } = await cast.superuser.patch(`/exercises/system/${id}`, {
        imagePathStart: null,
        imagePathEnd: '/b.png',
      });
      expect(json).to.include({ imagePathStart: null, imagePathEnd: `${images}/b.png` });
    });

    it('keeps the slug unless the name changes', async () => {
      const id = await idOf(addSystem());
      const slugAfter = async (part: object) => (await cast.superuser.patch(`/exercises/system/${id}`, part)).json.slug;
      expect(await slugAfter({ force: 'push' })).to.equal('bench-press');
      expect(await slugAfter({ name: 'BENCH press' })).to.equal('bench-press');
      expect(await slugAfter({ name: 'Chest Press!' })).to.equal('chest-press');
      expect(faults(await cast.superuser.patch(`/exercises/system/${id}`, { name: '???' }))).to.deep.equal([
        'value_error name',
      ]);
    });

    it('knows of own ones only what is the caller’s, and of the catalogue no own ones', async () => {
      const [shared, mine] = [await idOf(addSystem()), await idOf(addOwn())];
      for (const by of [cast.stranger, cast.trainer, cast.superuser]) {
        problem(await by.patch(`/exercises/user/${mine}`, {}), 404, 'exercise-not-found');
      }
      for (const by of [cast.athlete, cast.superuser]) {
        problem(await by.patch(`/exercises/user/${shared}`, {}), 404, 'exercise-not-found');
      }
      problem(await cast.superuser.patch(`/exercises/system/${mine}`, {}), 404, 'exercise-not-found');
      for (const by of [cast.athlete, cast.trainer]) {
        problem(await by.patch(`/exercises/system/${shared}`, {}), 403, 'not-permitted');
      }
      problem(await clientOf(app).patch(`/exercises/user/${mine}`, {}), 401, 'not-signed-in');
    });
  });

  describe('deleting one', () => {
    it('is for the owner, or for superusers in the catalogue', async () => {
      const [shared, mine] = [await idOf(addSystem()), await idOf(addOwn())];
      problem(await clientOf(app).delete(`/exercises/${mine}`), 401, 'not-signed-in');
      for (const by of [cast.stranger, cast.trainer, cast.superuser]) {
        problem(await by.delete(`/exercises/${mine}`), 403, 'exercise-not-yours');
      }
      for (const by of [cast.athlete, cast.trainer]) {
        problem(await by.delete(`/exercises/${shared}`), 403, 'exercise-not-yours');
      }
      for (const [by, id] of [
        [cast.athlete, mine],
        [cast.superuser, shared],
      ] as const) {
        const gone = await by.delete(`/exercises/${id}`);
        expect([gone.status, gone.text]).to.deep.equal([204, '']);
        problem(await by.delete(`/exercises/${id}`), 404, 'exercise-not-found');
        problem(await by.get(`/exercises/${id}`), 404, 'exercise-not-found');
      }
      problem(await cast.athlete.delete(`/exercises/${nobody}`), 404, 'exercise-not-found');
      expect(faults(await cast.athlete.delete('/exercises/7'))).to.deep.equal(['uuid_parsing id']);
    });

    it('takes conditions and keys', async () => {
      const id = await idOf(addOwn());
      problem(await cast.athlete.delete(`/exercises/${id}`, { 'if-match': '"3"' }), 412, 'revision-mismatch');
      const key = { 'idempotency-key': 'delete-1', 'if-match': '"0"' };
      expect((await cast.athlete.delete(`/exercises/${id}`, key)).status).to.equal(204);
      expect((await cast.athlete.delete(`/exercises/${id}`, key)).status).to.equal(204);
    });
  });

  describe('words that change under them', () => {
    it('show at once in commands’ answers: renamed ones anew, deleted ones not at all, were they the last', async () => {
      const id = await idOf(addOwn({ equipment: [1000] }));
      await cast.superuser.patch('/catalogs/muscle-groups/1000', { name: 'Chest' });
      await cast.superuser.delete('/catalogs/equipment/1000');
      const answer = await cast.athlete.patch(`/exercises/user/${id}`, {});
      expect(answer.json).to.deep.include({ primaryMuscles: [{ id: 1000, name: 'chest' }], equipment: [] });
      await cast.superuser.delete('/catalogs/muscle-groups/1000');
      expect((await cast.athlete.patch(`/exercises/user/${id}`, {})).json.primaryMuscles).to.deep.equal([]);
      problem(await addOwn({ name: 'Other' }), 404, 'item-not-found');
    });
  });

  describe('the list', () => {
    const asked = async (query: string) => {
      expect((await cast.athlete.get(`/exercises?${query}`)).status).to.equal(200);
      const { needed: _n, asker: _a, imageBase: _i, ...question } = app.asked.at(-1) ?? {};
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
        expect(faults(await cast.athlete.get(`/exercises?orderBy=${orderBy}`))).to.deep.equal(['enum orderBy']);
      }
    });

    it('refuses every wrong parameter, all at once', async () => {
      const query =
        'scope=mine&primaryMuscles=x&equipment=0&tags=40000&category=yoga&difficultyLevel=hard&sortOrder=up' +
        '&pageSize=101&currentPage=0&searchString=%00&force=pull&scope=all';
      expect(faults(await cast.athlete.get(`/exercises?${query}`))).to.deep.equal([
        ...['enum category', 'enum difficultyLevel', 'enum scope', 'enum sortOrder', 'extra_forbidden force'],
        ...['greater_than_equal 0', 'greater_than_equal currentPage', 'int_parsing 0', 'less_than_equal 0'],
        ...['less_than_equal pageSize', 'value_error searchString'],
      ]);
      expect(faults(await cast.athlete.get('/exercises?currentPage=99999999999999999999'))).to.have.length(1);
    });

    it('shows nobody what is somebody else’s, superusers and trainers neither', async () => {
      const [shared, mine] = [await idOf(addSystem()), await idOf(addOwn())];
      const seen = async (by: Client) => (await by.get('/exercises')).json.items.map(({ id }: { id: string }) => id);
      expect(await seen(cast.athlete)).to.have.members([shared, mine]);
      for (const by of [cast.stranger, cast.trainer, cast.superuser]) expect(await seen(by)).to.deep.equal([shared]);
      problem(await clientOf(app).get('/exercises'), 401, 'not-signed-in');
    });
  });
});
