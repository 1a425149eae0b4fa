import { expect } from 'chai';
import { clientOf, problem, validationErrors } from './support/client.ts';
import { now } from './support/test-app.ts';
import { kinds, own, system, useExercises } from './support/use-exercises.ts';

const unknown = '01900000-0000-7000-8000-0000000000ee';
const images = 'https://cdn.example.com/exercises';

describe('adding an exercise', () => {
  const the = useExercises();
  const { addOwn, addSystem, events } = the;

  describe('adding one', () => {
    it('returns a new own exercise with ETag, Location and the names of its muscles and equipment', async () => {
      const answer = await addOwn({ name: ' Bench  Press', secondaryMuscles: [1001, 1000], equipment: [1002] });
      expect(answer.status).to.equal(201);
      const { id, createdBy, ...shown } = answer.json;
      expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(createdBy).to.equal((await the.cast.athlete.get('/access/me')).json.id);
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
        ...{ archivedAt: null, copyOf: null, revision: 0, createdAt: now, updatedAt: now },
      });
      expect((await the.cast.athlete.get(`/exercises/${id}`)).json).to.deep.equal(answer.json);
    });

    it('returns a new catalogue exercise with slug, tags and absolute image URLs', async () => {
      const answer = await addSystem({
        name: 'Bench/Press',
        imagePathStart: '/bench_press/0-a.jpg',
        imagePathEnd: null,
      });
      expect(answer.status).to.equal(201);
      expect(answer.json).to.include({ slug: 'bench-press', createdBy: null, isSystem: true, instructions: 'Press.' });
      expect(answer.json).to.include({ imagePathStart: `${images}/bench_press/0-a.jpg`, imagePathEnd: null });
      expect(answer.json.tags).to.deep.equal([{ id: 1000, name: 'first' }]);
      expect((await the.cast.athlete.get(`/exercises/${answer.json.id}`)).json).to.deep.equal(answer.json);
    });

    for (const { kind, base, body, by } of kinds) {
      it(`stores repeated muscle, equipment and tag ids of a new ${kind} exercise once`, async () => {
        const lists = { primaryMuscles: [1001, 1000, 1001], secondaryMuscles: [1002, 1002], equipment: [1000, 1000] };
        const { json } = await the.cast[by].post(base, {
          ...body,
          ...lists,
          ...(kind === 'catalogue' && { tags: [1001, 1001] }),
        });
        const ids = (list: { id: number }[]) => list.map(({ id }) => id);
        expect(ids(json.primaryMuscles)).to.deep.equal([1001, 1000]);
        expect([json.secondaryMuscles, json.equipment].map(ids)).to.deep.equal([[1002], [1000]]);
        expect(ids(json.tags)).to.deep.equal(kind === 'catalogue' ? [1001] : []);
        const many = await the.cast[by].post(base, { ...body, name: 'Many', equipment: Array(300).fill(1000) });
        expect(many.status).to.equal(201);
      });

      it(`accepts every category, difficulty, force and mechanic of a new ${kind} exercise, and null lists`, async () => {
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
          const { status, json } = await the.cast[by].post(base, {
            ...body,
            ...sent,
            secondaryMuscles: null,
            equipment: null,
          });
          expect(status).to.equal(201);
          expect(json).to.include(sent).and.to.deep.include({ secondaryMuscles: [], equipment: [] });
        }
      });

      it(`lists every missing and every invalid field of a new ${kind} exercise in one response`, async () => {
        const missing = validationErrors(await the.cast[by].post(base, {}));
        expect(missing).to.deep.equal(
          [
            'category',
            'difficultyLevel',
            'name',
            'primaryMuscles',
            ...(kind === 'catalogue' ? ['instructions', 'tags'] : []),
          ]
            .map((field) => `missing ${field}`)
            .sort(),
        );
        const wrong = {
          ...{ name: 'ab', primaryMuscles: [], secondaryMuscles: [0], equipment: 'bar', difficultyLevel: null },
          ...{ category: 'yoga', force: 'twist', mechanic: 'both', instructions: 5, slug: 'mine', id: unknown },
          ...(kind === 'catalogue'
            ? { tags: [], imagePathStart: 'bench.jpg' }
            : { tags: [1000], imagePathStart: '/a.jpg', id: 'x' }),
        };
        expect(validationErrors(await the.cast[by].post(base, wrong))).to.deep.equal(
          [
            ...[
              'string_too_short name',
              'too_short primaryMuscles',
              'greater_than_equal secondaryMuscles.0',
              'list_type equipment',
            ],
            ...['enum difficultyLevel', 'enum category', 'enum force', 'enum mechanic', 'string_type instructions'],
            'extra_forbidden slug',
            ...(kind === 'catalogue'
              ? ['too_short tags', 'string_pattern_mismatch imagePathStart', 'extra_forbidden id']
              : ['extra_forbidden tags', 'extra_forbidden imagePathStart', 'uuid_parsing id']),
          ].sort(),
        );
        expect(events()).to.deep.equal([]);
      });

      it(`rejects invalid names, lists and item ids of a new ${kind} exercise`, async () => {
        const bad = async (change: object) => validationErrors(await the.cast[by].post(base, { ...body, ...change }));
        expect(await bad({ name: null })).to.deep.equal(['string_type name']);
        expect(await bad({ name: '     ' })).to.include('string_too_short name');
        expect(await bad({ name: 'x'.repeat(101) })).to.deep.equal(['string_too_long name']);
        expect(await bad({ name: 'a\0bc' })).to.deep.equal(['value_error name']);
        expect(await bad({ primaryMuscles: null })).to.deep.equal(['list_type primaryMuscles']);
        expect(await bad({ primaryMuscles: ['1000', 1.5, true] })).to.deep.equal([
          ...[0, 1, 2].map((index) => `int_parsing primaryMuscles.${index}`),
        ]);
        expect(await bad({ equipment: [] })).to.deep.equal(['too_short equipment']);
        expect(await bad({ secondaryMuscles: [1000, 40_000] })).to.deep.equal(['less_than_equal secondaryMuscles.1']);
        expect(await bad({ category: null, difficultyLevel: 5 })).to.deep.equal([
          'enum category',
          'enum difficultyLevel',
        ]);
        expect(await bad({ instructions: 'x'.repeat(10_001) })).to.deep.equal(['string_too_long instructions']);
      });

      it(`reports unknown item ids before a taken name when a new ${kind} exercise has both`, async () => {
        expect((await the.cast[by].post(base, body)).status).to.equal(201);
        for (const member of ['primaryMuscles', 'secondaryMuscles', 'equipment']) {
          problem(await the.cast[by].post(base, { ...body, [member]: [1000, 999] }), 404, 'item-not-found');
        }
        problem(await the.cast[by].post(base, body), 409, 'exercise-name-taken');
      });

      it(`returns the ${kind} exercise of a repeated idempotency key, even after an item of it was deleted`, async () => {
        const key = { 'idempotency-key': 'phone-1' };
        const first = await the.cast[by].post(base, { ...body, equipment: [1002] }, key);
        await the.cast.superuser.delete('/catalogs/equipment/1002');
        const again = await the.cast[by].post(base, { ...body, equipment: [1002] }, key);
        expect(again.status).to.equal(201);
        expect(again.json).to.deep.equal({ ...first.json, equipment: [] });
        expect(again.headers.get('location')).to.equal(first.headers.get('location'));
        expect(events()).to.have.length(1);
        problem(await the.cast[by].post(base, body, key), 422, 'idempotency-key-reused');
      });
    }

    it('rejects a new catalogue exercise with null or unknown tags, or null instructions', async () => {
      const bad = async (change: object) => validationErrors(await addSystem(change));
      expect(await bad({ tags: null })).to.deep.equal(['list_type tags']);
      expect(await bad({ instructions: null })).to.deep.equal(['string_type instructions']);
      problem(await addSystem({ tags: [999] }), 404, 'item-not-found');
    });

    it('validates image paths of a new catalogue exercise by their pattern', async () => {
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
        expect(validationErrors(await addSystem({ imagePathEnd: path })), path).to.deep.equal([
          'string_pattern_mismatch imagePathEnd',
        ]);
      }
    });

    it('compares names of own exercises exactly, and only within one account', async () => {
      await addSystem();
      for (const name of ['Bench Press', 'bench press', 'Bench Press '])
        expect((await addOwn({ name })).status).to.equal(201);
      problem(await addOwn(), 409, 'exercise-name-taken');
      expect((await addOwn({}, the.cast.stranger)).status).to.equal(201);
    });

    it('rejects a new catalogue exercise whose slug exists or is empty', async () => {
      await addSystem();
      for (const name of ['Bench Press', 'bench press', 'Bench/Press', '(Bench) Press!']) {
        problem(await addSystem({ name }), 409, 'exercise-name-taken');
      }
      expect(validationErrors(await addSystem({ name: '!!!' }))).to.deep.equal(['value_error name']);
    });

    it('lets every user add own exercises, and only superusers add catalogue exercises', async () => {
      problem(await clientOf(the.app).post('/exercises/user', own), 401, 'not-signed-in');
      problem(await clientOf(the.app).post('/exercises/system', system), 401, 'not-signed-in');
      for (const by of [the.cast.athlete, the.cast.trainer])
        problem(await by.post('/exercises/system', {}), 403, 'not-permitted');
      for (const by of Object.values(the.cast)) expect((await addOwn({}, by)).status).to.equal(201);
    });
  });
});
