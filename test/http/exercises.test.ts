import { expect } from 'chai';
import { type Client, clientOf, problem, validationErrors } from './support/client.ts';
import { kinds, useExercises } from './support/use-exercises.ts';

const unknown = '01900000-0000-7000-8000-0000000000ee';
const images = 'https://cdn.example.com/exercises';

describe('reading and changing exercises', () => {
  const the = useExercises();
  const { addOwn, addSystem, idOf, events } = the;

  describe('reading an exercise', () => {
    it('shows catalogue exercises to everyone, and own exercises to their owner alone', async () => {
      const [shared, mine] = [await idOf(addSystem()), await idOf(addOwn())];
      for (const by of Object.values(the.cast)) expect((await by.get(`/exercises/${shared}`)).status).to.equal(200);
      expect((await the.cast.athlete.get(`/exercises/${mine}`)).status).to.equal(200);
      for (const by of [the.cast.stranger, the.cast.trainer, the.cast.superuser])
        problem(await by.get(`/exercises/${mine}`), 404, 'exercise-not-found');
      problem(await clientOf(the.app).get(`/exercises/${shared}`), 401, 'not-signed-in');
    });

    it('returns 404 for an unknown exercise and 422 for an invalid id', async () => {
      for (const by of Object.values(the.cast))
        problem(await by.get(`/exercises/${unknown}`), 404, 'exercise-not-found');
      expect(validationErrors(await the.cast.athlete.get('/exercises/1000'))).to.deep.equal(['uuid_parsing id']);
    });

    it('returns 304 for an exercise whose ETag the client has', async () => {
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

  describe('errors in lists', () => {
    it('name the list and the index of a wrong item, in bodies and in queries', async () => {
      const body = { primaryMuscles: [1000, 'x'], aliases: ['Bench', 7, ''], metrics: ['speed'], equipment: [0] };
      expect(validationErrors(await addOwn(body))).to.deep.equal([
        ...['enum metrics.0', 'greater_than_equal equipment.0', 'int_parsing primaryMuscles.1'],
        ...['string_too_short aliases.2', 'string_type aliases.1'],
      ]);
      const query = '/exercises?primaryMuscles=1&primaryMuscles=x&equipment=y';
      expect(validationErrors(await the.cast.athlete.get(query))).to.deep.equal([
        ...['int_parsing equipment.0', 'int_parsing primaryMuscles.1'],
      ]);
    });
  });

  describe('finding an exercise by a criterion', () => {
    const find = (query: string, by: Client = the.cast.athlete) => by.get(`/exercises/criteria/${query}`);

    it('finds an own exercise by its exact name and a catalogue exercise by its slug', async () => {
      const [shared, mine] = [await idOf(addSystem({ name: 'Squat' })), await idOf(addOwn())];
      expect((await find('?name=Bench%20Press')).json.id).to.equal(mine);
      expect((await find('?slug=squat')).json.id).to.equal(shared);
      for (const query of ['?name=bench%20press', '?name=Squat', '?slug=bench-press', '?slug=Squat']) {
        problem(await find(query), 404, 'exercise-not-found');
      }
      problem(await find('?name=Bench%20Press', the.cast.trainer), 404, 'exercise-not-found');
    });

    it('ignores unknown criteria and treats empty ones as absent', async () => {
      const mine = await idOf(addOwn());
      expect((await find('?name=Bench%20Press&slug=&page=7&scope=x')).json.id).to.equal(mine);
    });

    it('returns 400 unless exactly one criterion is sent', async () => {
      for (const query of ['', '?name=&slug=', '?name=a&slug=b', '?scope=all']) {
        problem(await find(query), 400, 'contradictory-query');
      }
    });

    it('rejects a criterion that cannot be a name', async () => {
      expect(validationErrors(await find('?name=%00'))).to.deep.equal(['value_error name']);
      expect(validationErrors(await find('?name=a&name=b'))).to.deep.equal(['string_type name']);
      problem(await find('?name=a', clientOf(the.app)), 401, 'not-signed-in');
    });
  });

  describe('revising an exercise', () => {
    for (const { kind, base, body, by } of kinds) {
      it(`changes the sent fields of ${kind} exercises, clears with null, and accepts {}`, async () => {
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

      it(`rejects null for required fields and unknown fields in revisions of ${kind} exercises`, async () => {
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

      it(`checks the request, exercise, item ids, condition and name of a revision of ${kind} exercises in that order`, async () => {
        const id = await idOf(the.cast[by].post(base, body));
        await the.cast[by].post(base, { ...body, name: 'Taken' });
        const stale = { 'if-match': '"7"' };
        const part = { name: 'Taken', equipment: [999] };
        expect(validationErrors(await the.cast[by].patch(`${base}/x`, { ...part, name: 'ab' }, stale))).to.deep.equal([
          ...['string_too_short name', 'uuid_parsing id'],
        ]);
        problem(await the.cast[by].patch(`${base}/${unknown}`, part, stale), 404, 'exercise-not-found');
        problem(await the.cast[by].patch(`${base}/${id}`, part, stale), 404, 'item-not-found');
        problem(await the.cast[by].patch(`${base}/${id}`, { name: 'Taken' }, stale), 412, 'revision-mismatch');
        problem(await the.cast[by].patch(`${base}/${id}`, { name: 'Taken' }), 409, 'exercise-name-taken');
        expect(validationErrors(await the.cast[by].patch(`${base}/${id}`, {}, { 'if-match': 'x' }))).to.deep.equal([
          'value_error If-Match',
        ]);
      });

      it(`frees the names of ${kind} exercises that are renamed or deleted`, async () => {
        const id = await idOf(the.cast[by].post(base, body));
        await the.cast[by].patch(`${base}/${id}`, { name: 'Another' });
        const next = await the.cast[by].post(base, body);
        expect(next.status).to.equal(201);
        await the.cast[by].delete(`/exercises/${next.json.id}`);
        expect((await the.cast[by].post(base, body)).status).to.equal(201);
      });

      it(`returns the first response for a repeated idempotency key of a revision of ${kind} exercises`, async () => {
        const id = await idOf(the.cast[by].post(base, body));
        const key = { 'idempotency-key': 'change-1' };
        const first = await the.cast[by].patch(`${base}/${id}`, { force: 'pull' }, key);
        await the.cast[by].patch(`${base}/${id}`, { force: 'push' });
        const again = await the.cast[by].patch(`${base}/${id}`, { force: 'pull' }, key);
        expect([again.text, again.headers.get('etag')]).to.deep.equal([first.text, '"1"']);
        problem(await the.cast[by].patch(`${base}/${id}`, { force: null }, key), 422, 'idempotency-key-reused');
      });
    }

    it('clears an image path of a catalogue exercise with null', async () => {
      const id = await idOf(addSystem({ imagePathStart: '/a.jpg' }));
      const { json } = await the.cast.superuser.patch(`/exercises/system/${id}`, {
        imagePathStart: null,
        imagePathEnd: '/b.png',
      });
      expect(json).to.include({ imagePathStart: null, imagePathEnd: `${images}/b.png` });
    });

    it('changes the slug of a catalogue exercise only when its name changes', async () => {
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

    it('returns 404 when another account’s exercise or one of the other kind is revised', async () => {
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

  describe('deleting an exercise', () => {
    it('lets the owner delete an own exercise and superusers delete a catalogue exercise', async () => {
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
      problem(await the.cast.athlete.delete(`/exercises/${unknown}`), 404, 'exercise-not-found');
      expect(validationErrors(await the.cast.athlete.delete('/exercises/7'))).to.deep.equal(['uuid_parsing id']);
    });

    it('accepts If-Match and Idempotency-Key when an exercise is deleted', async () => {
      const id = await idOf(addOwn());
      problem(await the.cast.athlete.delete(`/exercises/${id}`, { 'if-match': '"3"' }), 412, 'revision-mismatch');
      const key = { 'idempotency-key': 'delete-1', 'if-match': '"0"' };
      expect((await the.cast.athlete.delete(`/exercises/${id}`, key)).status).to.equal(204);
      expect((await the.cast.athlete.delete(`/exercises/${id}`, key)).status).to.equal(204);
    });
  });

  describe('names of reference list items', () => {
    it('shows renamed items and leaves out deleted ones in the response to the next command', async () => {
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
});
