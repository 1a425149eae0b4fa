import { expect } from 'chai';
import { type Client, problem, validationErrors } from './support/client.ts';
import { useExercises } from './support/use-exercises.ts';

const unknown = '01900000-0000-7000-8000-0000000000ee';

describe('POST /exercises/{id}/links', () => {
  const the = useExercises();
  const { addOwn, addSystem, idOf } = the;

  /** Adds a session with an entry of each of the names, and returns its id. */
  async function addSession(by: Client, ...names: readonly string[]): Promise<string> {
    const { json } = await by.post('/training-sessions?replace=abort', { timezone: 'UTC' });
    for (const name of names) await by.post(`/training-sessions/${json.id}/exercises`, { name, mode: 'reps' });
    return json.id;
  }
  const linksOf = async (by: Client, session: string) => {
    const { json } = await by.get(`/training-sessions/${session}`);
    return json.exercises.map((each: { exerciseId: string | null }) => each.exerciseId);
  };
  const link = (id: string, name: string, by = the.cast.athlete) => by.post(`/exercises/${id}/links`, { name });

  it('links all entries of a name in all sessions of the caller, and changes nothing when repeated', async () => {
    const { athlete, stranger } = the.cast;
    const exercise = await idOf(addSystem());
    const first = await addSession(athlete, 'Press Keller', 'Row', 'Press Keller');
    const second = await addSession(athlete, 'Press Keller');
    const foreign = await addSession(stranger, 'Press Keller');
    const answer = await link(exercise, 'Press Keller');
    expect([answer.status, answer.json]).to.deep.equal([200, { sessions: 2, entries: 3, remaining: 0 }]);
    expect(await linksOf(athlete, first)).to.deep.equal([exercise, null, exercise]);
    expect(await linksOf(athlete, second)).to.deep.equal([exercise]);
    expect(await linksOf(stranger, foreign)).to.deep.equal([null]);
    const events = the.app.store.all().length;
    expect((await link(exercise, 'Press Keller')).json).to.deep.equal({ sessions: 0, entries: 0, remaining: 0 });
    expect(the.app.store.all()).to.have.length(events);
  });

  it('links to an own exercise, and leaves links to other exercises as they are', async () => {
    const { athlete } = the.cast;
    const [shared, mine] = [await idOf(addSystem()), await idOf(addOwn())];
    const session = await addSession(athlete, 'Press Keller');
    await link(shared, 'Press Keller');
    expect((await link(mine, 'Press Keller')).json.entries).to.equal(0);
    expect(await linksOf(athlete, session)).to.deep.equal([shared]);
    await addSession(athlete, 'Press Keller');
    expect((await link(mine, 'Press Keller')).json).to.include({ sessions: 1, entries: 1 });
  });

  it('refuses an exercise that does not exist or belongs to another account', async () => {
    await addSession(the.cast.stranger, 'Press Keller');
    problem(await link(unknown, 'Press Keller'), 404, 'exercise-not-found');
    problem(await link(await idOf(addOwn()), 'Press Keller', the.cast.stranger), 404, 'exercise-not-found');
  });

  it('refuses a body without a valid name', async () => {
    const exercise = await idOf(addSystem());
    const bad = async (body: object) =>
      validationErrors(await the.cast.athlete.post(`/exercises/${exercise}/links`, body));
    expect(await bad({})).to.deep.equal(['missing name']);
    expect(await bad({ name: '' })).to.deep.equal(['string_too_short name']);
    expect(await bad({ name: 'Row', id: 1 })).to.deep.equal(['extra_forbidden id']);
  });
});
