import { expect } from 'chai';
import { feedKinds } from '../../src/events/schemas.ts';
import { listChangesQuery } from '../../src/http/changes/change-requests.ts';
import { jsonSchemaOf } from '../../src/http/requests/fields.ts';
import { type Client, validationErrors } from './support/client.ts';
import { useApp } from './support/use-app.ts';
import { own } from './support/use-exercises.ts';

type Item = Readonly<{ type: string; id: string; deleted: boolean; revision?: number; document?: object }>;

describe('GET /changes', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });

  const start = async (client: Client, name: string): Promise<string> =>
    (await client.post('/training-sessions', { name, timezone: 'UTC' })).json.id;

  it('lists whole documents as the routes of one thing answer them, and deletions', async () => {
    await the.app.addReferenceItems();
    const kept = await start(athlete, 'kept');
    await athlete.post(`/training-sessions/${kept}/abort`);
    const gone = await start(athlete, 'gone');
    await athlete.delete(`/training-sessions/${gone}`);
    const exercise = (await athlete.post('/exercises/user', { ...own, primaryMuscles: [1] })).json.id;
    const { json } = await athlete.get('/changes');
    expect(json).to.include({ more: false, reset: false });
    const items: readonly Item[] = json.items;
    const documents = new Map(items.map(({ type, id, document }) => [`${type}/${id}`, document]));
    const { id: account, ...me } = (await athlete.get('/access/me')).json;
    expect(documents.get(`account/${account}`)).to.deep.equal({ id: account, ...me });
    for (const [type, path] of [
      [`session/${kept}`, `/training-sessions/${kept}`],
      [`exercise/${exercise}`, `/exercises/${exercise}`],
    ] as const) {
      const answer = await athlete.get(path);
      expect(documents.get(type)).to.deep.equal(answer.json);
    }
    expect(items.find(({ id }) => id === gone)).to.deep.equal({ type: 'session', id: gone, deleted: true });
  });

  it('accepts a list of all types, and documents a pattern that it matches', async () => {
    const types = feedKinds.join();
    expect((await athlete.get(`/changes?types=${types}`)).status).to.equal(200);
    const { properties } = jsonSchemaOf(listChangesQuery) as unknown as { properties: { types: { pattern: string } } };
    expect(types).to.match(new RegExp(properties.types.pattern));
  });

  it('continues after a token, in pages of the asked size', async () => {
    const first = (await athlete.get('/changes')).json;
    expect((await athlete.get(`/changes?after=${first.next}`)).json.items).to.deep.equal([]);
    const ids = [];
    for (const name of ['a', 'b', 'c']) {
      ids.push(await start(athlete, name));
      await athlete.post(`/training-sessions/${ids.at(-1)}/abort`);
    }
    const seen: string[] = [];
    let { next: after, more } = { ...first, more: true };
    while (more) {
      const page = (await athlete.get(`/changes?after=${after}&limit=2`)).json;
      expect(page.items.length).to.be.lessThanOrEqual(2);
      seen.push(...page.items.map(({ id }: Item) => id));
      ({ next: after, more } = page);
    }
    expect(seen).to.deep.equal(ids);
  });

  it('begins with what changes from now on, for a client that keeps no copy', async () => {
    const before = await start(athlete, 'before');
    const first = (await athlete.get('/changes?begin=now')).json;
    expect(first).to.deep.include({ items: [], more: false, reset: false });
    await athlete.post(`/training-sessions/${before}/abort`);
    const later = await start(athlete, 'later');
    const { items } = (await athlete.get(`/changes?begin=now&after=${first.next}`)).json;
    expect(items.map(({ id }: Item) => id)).to.deep.equal([before, later]);
  });

  it('lists only the asked types, and begins anew for more types than the token covers', async () => {
    await start(athlete, 'one');
    const sessions = (await athlete.get('/changes?types=session')).json;
    expect(sessions.items.map(({ type }: Item) => type)).to.deep.equal(['session']);
    const same = (await athlete.get(`/changes?types=session&after=${sessions.next}`)).json;
    expect([same.reset, same.items]).to.deep.equal([false, []]);
    const more = (await athlete.get(`/changes?types=session,account&after=${sessions.next}`)).json;
    expect(more.reset).to.equal(true);
    expect(more.items.map(({ type }: Item) => type).sort()).to.deep.equal(['account', 'session']);
  });

  it('begins anew when the log lacks the event that the token names', async () => {
    const { next } = (await athlete.get('/changes')).json;
    const asked: unknown[] = [];
    const isInLog = async (landmark: unknown) => {
      asked.push(landmark);
      return false;
    };
    the.app.change({ landmarks: { isInLog, remember: () => {} } });
    const page = (await athlete.get(`/changes?after=${next}`)).json;
    expect([page.reset, page.items.length]).to.deep.equal([true, 1]);
    expect(asked).to.have.lengthOf(1);
  });

  it('gives an account nothing of another one, whose token it sends', async () => {
    await start(athlete, 'secret');
    const { next } = (await athlete.get('/changes')).json;
    const stranger = await the.person('stranger@example.com');
    const { items } = (await stranger.get(`/changes?after=${next}`)).json;
    expect(items.map(({ type, document }: Item) => [type, document])).to.deep.equal([
      ['account', (await stranger.get('/access/me')).json],
    ]);
  });

  it('refuses what is no token, an unknown type, and a limit out of range', async () => {
    const { next } = (await athlete.get('/changes')).json;
    const altered = Buffer.from(Buffer.from(next, 'base64url').toString().replace('[1,', '[2,')).toString('base64url');
    for (const after of ['', 'x', `${next}x`, altered, 'e'.repeat(2_000), encodeURIComponent('\u0000')]) {
      const [error] = validationErrors(await athlete.get(`/changes?after=${after}`));
      expect(error, after).to.match(/ after$/);
    }
    expect(validationErrors(await athlete.get('/changes?types=session,routine'))).to.deep.equal(['enum types']);
    expect(validationErrors(await athlete.get('/changes?limit=101'))).to.deep.equal(['less_than_equal limit']);
  });
});
