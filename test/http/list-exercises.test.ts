import { expect } from 'chai';
import { type Client, clientOf, problem, validationErrors } from './support/client.ts';
import { useExercises } from './support/use-exercises.ts';

describe('listing exercises', () => {
  const the = useExercises();
  const { addOwn, addSystem, idOf } = the;

  const asked = async (query: string) => {
    expect((await the.cast.athlete.get(`/exercises?${query}`)).status).to.equal(200);
    const { requiredPosition: _n, caller: _c, imageBase: _i, ...question } = the.app.questions.at(-1) ?? {};
    return question;
  };

  it('lists all visible exercises in pages of 20 by default', async () => {
    expect(await asked('')).to.deep.equal({
      scope: 'all',
      archived: false,
      sortOrder: 'asc',
      limit: 20,
      offset: 0,
      search: undefined,
    });
    expect(await asked('searchString=%20')).to.include({ search: undefined });
  });

  it('passes every filter of the exercise list to the query, repeated ones as lists', async () => {
    const query =
      'scope=user&primaryMuscles=1&primaryMuscles=2&equipment=3&tags=4&tags=32767&category=olympic%20weightlifting' +
      '&difficultyLevel=expert&searchString=%20Press%20&orderBy=updatedAt&sortOrder=desc&pageSize=100&currentPage=3';
    expect(await asked(query)).to.deep.equal({
      ...{
        scope: 'user',
        archived: false,
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

  it('accepts six sort keys for the exercise list and no other', async () => {
    for (const orderBy of ['name', 'createdAt', 'updatedAt', 'difficultyLevel', 'category', 'slug']) {
      expect(await asked(`orderBy=${orderBy}`)).to.include({ orderBy });
    }
    for (const orderBy of ['id', 'primaryMuscles', 'force', '']) {
      expect(validationErrors(await the.cast.athlete.get(`/exercises?orderBy=${orderBy}`))).to.deep.equal([
        'enum orderBy',
      ]);
    }
  });

  it('lists every invalid parameter of the exercise list in one response', async () => {
    const query =
      'scope=mine&primaryMuscles=x&equipment=0&tags=40000&category=yoga&difficultyLevel=hard&sortOrder=up' +
      '&pageSize=101&currentPage=0&searchString=%00&force=pull&scope=all';
    expect(validationErrors(await the.cast.athlete.get(`/exercises?${query}`))).to.deep.equal([
      ...['enum category', 'enum difficultyLevel', 'enum scope', 'enum sortOrder', 'extra_forbidden force'],
      ...['greater_than_equal currentPage', 'greater_than_equal equipment.0', 'int_parsing primaryMuscles.0'],
      ...['less_than_equal pageSize', 'less_than_equal tags.0', 'value_error searchString'],
    ]);
    expect(validationErrors(await the.cast.athlete.get('/exercises?currentPage=99999999999999999999'))).to.have.length(
      1,
    );
  });

  it('lists own exercises for their owner only, not for superusers and trainers', async () => {
    const [shared, mine] = [await idOf(addSystem()), await idOf(addOwn())];
    const seen = async (by: Client) => (await by.get('/exercises')).json.items.map(({ id }: { id: string }) => id);
    expect(await seen(the.cast.athlete)).to.have.members([shared, mine]);
    for (const by of [the.cast.stranger, the.cast.trainer, the.cast.superuser])
      expect(await seen(by)).to.deep.equal([shared]);
    problem(await clientOf(the.app).get('/exercises'), 401, 'not-signed-in');
  });
});
