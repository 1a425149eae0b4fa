import { expect } from 'chai';
import { problem } from './support/client.ts';
import { kinds, useExercises } from './support/use-exercises.ts';

describe('archiving exercises', () => {
  const the = useExercises();
  const { addOwn, addSystem, idOf, events } = the;

  const idsIn = async (query: string): Promise<string[]> =>
    (await the.cast.athlete.get(`/exercises${query}`)).json.items.map(({ id }: { id: string }) => id);

  for (const { kind, base, body, by } of kinds) {
    it(`takes ${kind} exercises out of lists, and back into them`, async () => {
      const id = await idOf(the.cast[by].post(base, body));
      const archived = await the.cast[by].post(`/exercises/${id}/archive`);
      expect([archived.status, archived.headers.get('etag')]).to.deep.equal([200, '"1"']);
      expect(archived.json.archivedAt).to.equal(archived.json.updatedAt);
      expect([await idsIn(''), await idsIn('?archived=true')]).to.deep.equal([[], [id]]);
      const reader = kind === 'own' ? the.cast.athlete : the.cast.stranger;
      expect((await reader.get(`/exercises/${id}`)).json).to.deep.equal(archived.json);
      const restored = await the.cast[by].post(`/exercises/${id}/restore`);
      expect(restored.json).to.include({ archivedAt: null, revision: 2 });
      expect([await idsIn(''), await idsIn('?archived=true')]).to.deep.equal([[id], []]);
    });

    it(`changes nothing when a request on ${kind} exercises is repeated`, async () => {
      const id = await idOf(the.cast[by].post(base, body));
      for (const verb of ['archive', 'archive', 'restore', 'restore']) {
        expect((await the.cast[by].post(`/exercises/${id}/${verb}`)).status).to.equal(200);
      }
      expect(
        events()
          .map(({ type }) => type)
          .slice(1),
      ).to.deep.equal(['ExerciseArchived', 'ExerciseRestored']);
    });
  }

  it('frees the name of an own exercise, and refuses to restore it while another one has the name', async () => {
    const first = await idOf(addOwn());
    await the.cast.athlete.post(`/exercises/${first}/archive`);
    const second = await addOwn();
    expect(second.status).to.equal(201);
    expect((await the.cast.athlete.get('/exercises/criteria/?name=Bench%20Press')).json.id).to.equal(second.json.id);
    problem(await the.cast.athlete.post(`/exercises/${first}/restore`), 409, 'exercise-name-taken');
    await the.cast.athlete.patch(`/exercises/user/${first}`, { name: 'Old Bench Press' });
    expect((await the.cast.athlete.post(`/exercises/${first}/restore`)).status).to.equal(200);
  });

  it('keeps the slug of a catalogue exercise taken, and leaves the exercise out of the catalogue', async () => {
    const id = await idOf(addSystem());
    await the.cast.superuser.post(`/exercises/${id}/archive`);
    problem(await addSystem(), 409, 'exercise-name-taken');
    problem(await the.cast.athlete.get('/exercises/criteria/?slug=bench-press'), 404, 'exercise-not-found');
    expect((await the.cast.athlete.get('/exercises/catalogue')).json.items).to.deep.equal([]);
  });

  it('is for the owner of an own exercise, and for superusers in the catalogue', async () => {
    const [own, shared] = [await idOf(addOwn()), await idOf(addSystem())];
    for (const verb of ['archive', 'restore']) {
      for (const by of [the.cast.stranger, the.cast.superuser]) {
        problem(await by.post(`/exercises/${own}/${verb}`), 404, 'exercise-not-found');
      }
      problem(await the.cast.athlete.post(`/exercises/${shared}/${verb}`), 403, 'exercise-not-yours');
    }
  });

  it('keeps the links of sessions, and accepts new ones by the id', async () => {
    const exerciseId = await idOf(addOwn());
    await the.cast.athlete.post(`/exercises/${exerciseId}/archive`);
    const { json } = await the.cast.athlete.post('/training-sessions', {
      timezone: 'Europe/Berlin',
      exercises: [{ exerciseId, sets: [] }],
    });
    expect(json.exercises[0]).to.include({ exerciseId, name: 'Bench Press' });
  });
});
