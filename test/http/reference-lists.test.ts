import { expect } from 'chai';
import { clientOf, problem, validationErrors } from './support/client.ts';
import { type Cast, createCast } from './support/people.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

for (const [name, base, stream] of [
  ['muscle groups', '/catalogs/muscle-groups', 'muscleGroups'],
  ['equipment', '/catalogs/equipment', 'equipment'],
  ['exercise tags', '/catalogs/exercise-tags', 'exerciseTags'],
] as const) {
  describe(`the reference list of ${name}`, () => {
    let app: TestApp;
    let cast: Cast;

    beforeEach(async () => {
      app = await startTestApp();
      cast = await createCast(app);
    });
    afterEach(() => app[Symbol.asyncDispose]());

    const add = (text: string) => cast.superuser.post(base, { name: text });
    const anatomicalName = stream === 'muscleGroups' ? { anatomicalName: null } : {};
    const events = () => app.store.all().filter((event) => event.stream === `directory-${stream}`);

    it(`returns a new item of the ${name} with normalised name, Location and ETag`, async () => {
      const answer = await add('  Trap \t BAR ');
      expect(answer.status).to.equal(201);
      expect(answer.json).to.deep.equal({ id: 1000, name: 'trap bar', ...anatomicalName });
      expect(answer.headers.get('location')).to.equal(`/api/v1${base}/1000`);
      expect(answer.headers.get('etag')).to.equal('"0"');
      expect(answer.headers.get('x-consistency-token')).to.match(/^\d+-\d+-\d+$/);
      expect(events()[0]?.metadata.owner).to.equal('system');
    });

    it(`accepts ${name} with 3 to 100 characters, counted before normalisation`, async () => {
      for (const text of ['abc', 'a  ', '🏋️‍♀️', 'x'.repeat(100)]) expect((await add(text)).status, text).to.equal(201);
      expect(validationErrors(await add('ab'))).to.deep.equal(['string_too_short name']);
      expect(validationErrors(await add('🏋🏋'))).to.deep.equal(['string_too_short name']);
      expect(validationErrors(await add('x'.repeat(101)))).to.deep.equal(['string_too_long name']);
    });

    it(`rejects invalid names of ${name} and names the field`, async () => {
      const bad = async (body: unknown) => validationErrors(await cast.superuser.post(base, body));
      expect(await bad({})).to.deep.equal(['missing name']);
      expect(await bad({ name: null })).to.deep.equal(['string_type name']);
      expect(await bad({ name: 5 })).to.deep.equal(['string_type name']);
      expect(await bad({ name: '     ' })).to.deep.equal(['string_too_short name']);
      expect(await bad({ name: 'a\0bc' })).to.deep.equal(['value_error name']);
      expect(await bad({ name: 'trap bar', id: 5 })).to.deep.equal(['extra_forbidden id']);
      const refusal = stream === 'muscleGroups' ? 'string_too_short anatomicalName' : 'extra_forbidden anatomicalName';
      expect(await bad({ name: 'trap bar', anatomicalName: '' })).to.deep.equal([refusal]);
      expect(events()).to.deep.equal([]);
    });

    it(`rejects a name of ${name} that exists in another spelling`, async () => {
      await add('trap bar');
      problem(await add('TRAP  bar'), 409, 'item-name-taken');
    });

    it(`lists the ${name} as an array, and returns one item with its ETag`, async () => {
      await add('trap bar');
      await add('sled');
      const list = await cast.athlete.get(base);
      expect(list.json.map((item: { name: string }) => item.name)).to.have.members(['trap bar', 'sled']);
      const one = await cast.athlete.get(`${base}/1001`);
      expect(one.json).to.deep.equal({ id: 1001, name: 'sled', ...anatomicalName });
      const tag = one.headers.get('etag') ?? '';
      expect((await cast.athlete.get(`${base}/1001`, { 'if-none-match': tag })).status).to.equal(304);
    });

    it(`passes search and order of the ${name} to the query, by name ascending by default`, async () => {
      const asked = async (query: string) => {
        await cast.athlete.get(`${base}?${query}`);
        const { requiredPosition: _, ...question } = app.questions.at(-1) ?? {};
        return question;
      };
      const usual = { kind: stream, search: undefined, orderBy: 'name', sortOrder: 'asc' };
      expect(await asked('')).to.deep.equal(usual);
      expect(await asked('searchString=%20%20')).to.deep.equal(usual);
      expect(await asked('searchString=%20Bar%20&orderBy=id&sortOrder=desc')).to.deep.equal({
        ...{ kind: stream, search: 'Bar', orderBy: 'id', sortOrder: 'desc' },
      });
    });

    it(`rejects page parameters for the list of ${name}`, async () => {
      const query = 'currentPage=1&pageSize=5&orderBy=createdAt&sortOrder=up';
      expect(validationErrors(await cast.athlete.get(`${base}?${query}`))).to.deep.equal([
        ...['enum orderBy', 'enum sortOrder', 'extra_forbidden currentPage', 'extra_forbidden pageSize'],
      ]);
    });

    it(`renames an item of the ${name}, but not to the name of another item`, async () => {
      await add('trap bar');
      await add('sled');
      const answer = await cast.superuser.patch(`${base}/1000`, { name: 'HEX bar' });
      expect(answer.status).to.equal(200);
      expect(answer.json).to.deep.equal({ id: 1000, name: 'hex bar', ...anatomicalName });
      expect(answer.headers.get('etag')).to.equal('"2"');
      const same = await cast.superuser.patch(`${base}/1000`, { name: ' hex BAR' });
      expect([same.status, same.text, same.headers.get('etag')]).to.deep.equal([200, answer.text, '"2"']);
      problem(await cast.superuser.patch(`${base}/1000`, { name: 'Sled' }), 409, 'item-name-taken');
      expect(validationErrors(await cast.superuser.patch(`${base}/1000`, {}))).to.deep.equal(['missing name']);
      expect(validationErrors(await cast.superuser.patch(`${base}/1000`, { name: null }))).to.deep.equal([
        'string_type name',
      ]);
    });

    it(`deletes an item of the ${name} and never uses its number again`, async () => {
      await add('trap bar');
      const gone = await cast.superuser.delete(`${base}/1000`);
      expect([gone.status, gone.text]).to.deep.equal([204, '']);
      problem(await cast.superuser.delete(`${base}/1000`), 404, 'item-not-found');
      problem(await cast.athlete.get(`${base}/1000`), 404, 'item-not-found');
      expect((await add('trap bar')).json.id).to.equal(1001);
    });

    it(`returns 404 for unknown numbers of ${name}, and 422 for ids that are not integers`, async () => {
      for (const id of ['0', '-1', '999', '32768', '2147483647']) {
        problem(await cast.athlete.get(`${base}/${id}`), 404, 'item-not-found');
        problem(await cast.superuser.patch(`${base}/${id}`, { name: 'sled' }), 404, 'item-not-found');
        problem(await cast.superuser.delete(`${base}/${id}`), 404, 'item-not-found');
      }
      for (const id of ['x', '1.5', '1e3', '%00']) {
        expect(validationErrors(await cast.athlete.get(`${base}/${id}`))).to.deep.equal(['int_parsing id']);
        expect(validationErrors(await cast.superuser.delete(`${base}/${id}`))).to.deep.equal(['int_parsing id']);
      }
    });

    it(`checks sign-in, permission, request, item and name in that order for the ${name}`, async () => {
      const anyone = clientOf(app);
      for (const path of [base, `${base}/1000`]) {
        problem(await anyone.get(path), 401, 'not-signed-in');
        problem(await (path === base ? anyone.post : anyone.patch)(path, {}), 401, 'not-signed-in');
      }
      for (const caller of [cast.athlete, cast.trainer]) {
        problem(await caller.post(base, {}), 403, 'not-permitted');
        problem(await caller.patch(`${base}/x`, {}), 403, 'not-permitted');
        problem(await caller.delete(`${base}/x`), 403, 'not-permitted');
      }
      await add('trap bar');
      expect(validationErrors(await cast.superuser.patch(`${base}/x`, { name: '    ' }))).to.deep.equal([
        ...['int_parsing id', 'string_too_short name'],
      ]);
      expect(validationErrors(await cast.superuser.patch(`${base}/1007`, { name: '    ' }))).to.deep.equal([
        'string_too_short name',
      ]);
      problem(await cast.superuser.patch(`${base}/1007`, { name: 'trap bar' }), 404, 'item-not-found');
    });

    it(`checks If-Match against the revision of the whole list of ${name}`, async () => {
      const { headers } = await add('trap bar');
      await add('sled');
      const stale = { 'if-match': headers.get('etag') ?? '' };
      problem(await cast.superuser.patch(`${base}/1000`, { name: 'hex bar' }, stale), 412, 'revision-mismatch');
      problem(await cast.superuser.delete(`${base}/1000`, stale), 412, 'revision-mismatch');
      expect((await cast.superuser.patch(`${base}/1000`, { name: 'hex bar' }, { 'if-match': '"1"' })).status).to.equal(
        200,
      );
    });

    it(`returns the first response for a repeated idempotency key on the ${name}`, async () => {
      const key = { 'idempotency-key': 'add-1' };
      const first = await cast.superuser.post(base, { name: 'trap bar' }, key);
      await cast.superuser.delete(`${base}/1000`, { 'idempotency-key': 'delete-1' });
      const again = await cast.superuser.post(base, { name: 'trap bar' }, key);
      expect([again.status, again.text, again.headers.get('location')]).to.deep.equal([
        ...[201, first.text, first.headers.get('location')],
      ]);
      expect((await cast.superuser.delete(`${base}/1000`, { 'idempotency-key': 'delete-1' })).status).to.equal(204);
      problem(await cast.superuser.post(base, { name: 'sled' }, key), 422, 'idempotency-key-reused');
      expect(events()).to.have.length(2);
    });

    it(`gives parallel new items of the ${name} different numbers and names`, async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => add(`item ${at % 10}`)));
      const made = answers.filter(({ status }) => status === 201).map(({ json }) => json.id);
      expect(new Set(made).size).to.equal(10);
      expect(answers.filter(({ status }) => status === 409)).to.have.length(10);
    });
  });
}
