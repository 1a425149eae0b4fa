import { expect } from 'chai';
import { type Client, clientOf, cookiesOf } from './support/client.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';
import { type Person, personIn } from './support/use-app.ts';

/** Who a route lets in: anybody, whoever is signed in, those with the flag, or whoever has a refresh token. */
type Door = 'anyone' | 'user' | 'superuser' | 'refresh token' | 'both tokens';

const doors: Readonly<Record<string, Door>> = {
  'GET //ping': 'anyone',
  'GET //health': 'anyone',
  'GET //ready': 'anyone',
  'POST /access/signup': 'anyone',
  'POST /access/signin': 'anyone',
  'POST /access/refresh-jwt': 'refresh token',
  'POST /access/logout': 'both tokens',
  'POST /access/password-reset': 'anyone',
  'GET /access/me': 'user',
  'PATCH /access/me': 'user',
  'DELETE /access/me': 'user',
  'PATCH /access/password-update': 'user',
  'POST /access/logout-all': 'user',
  'GET /access/sessions': 'user',
  'DELETE /access/sessions/:id': 'user',
  'GET /users': 'superuser',
  'POST /users': 'superuser',
  'GET /users/:id': 'superuser',
  'PATCH /users/:id': 'superuser',
  'DELETE /users/:id': 'superuser',
  'POST /users/:id/password-reset': 'superuser',
  'PATCH /roles/:email/assign': 'superuser',
  'PATCH /roles/:email/revoke': 'superuser',
  'GET /catalogs/muscle-groups': 'user',
  'POST /catalogs/muscle-groups': 'superuser',
  'GET /catalogs/muscle-groups/:id': 'user',
  'PATCH /catalogs/muscle-groups/:id': 'superuser',
  'DELETE /catalogs/muscle-groups/:id': 'superuser',
  'GET /catalogs/equipment': 'user',
  'POST /catalogs/equipment': 'superuser',
  'GET /catalogs/equipment/:id': 'user',
  'PATCH /catalogs/equipment/:id': 'superuser',
  'DELETE /catalogs/equipment/:id': 'superuser',
  'GET /catalogs/exercise-tags': 'user',
  'POST /catalogs/exercise-tags': 'superuser',
  'GET /catalogs/exercise-tags/:id': 'user',
  'PATCH /catalogs/exercise-tags/:id': 'superuser',
  'DELETE /catalogs/exercise-tags/:id': 'superuser',
  'GET /exercises': 'user',
  'POST /exercises/user': 'user',
  'PATCH /exercises/user/:id': 'user',
  'POST /exercises/system': 'superuser',
  'PATCH /exercises/system/:id': 'superuser',
  'GET /exercises/catalogue': 'user',
  'GET /exercises/criteria/': 'user',
  'GET /exercises/:id': 'user',
  'DELETE /exercises/:id': 'user',
  'GET /exercises/:id/history': 'user',
  'GET /training-sessions': 'user',
  'POST /training-sessions': 'user',
  'GET /training-sessions/:id': 'user',
  'PATCH /training-sessions/:id': 'user',
  'DELETE /training-sessions/:id': 'user',
  'POST /training-sessions/:id/complete': 'user',
  'POST /training-sessions/:id/abort': 'user',
  'POST /training-sessions/:id/exercises': 'user',
  'PUT /training-sessions/:id/exercises/order': 'user',
  'PATCH /training-sessions/:id/exercises/:entryId': 'user',
  'DELETE /training-sessions/:id/exercises/:entryId': 'user',
  'POST /training-sessions/:id/exercises/:entryId/sets': 'user',
  'PUT /training-sessions/:id/exercises/:entryId/sets/order': 'user',
  'PATCH /training-sessions/:id/exercises/:entryId/sets/:setId': 'user',
  'DELETE /training-sessions/:id/exercises/:entryId/sets/:setId': 'user',
  'GET /imports': 'user',
  'POST /imports': 'user',
  'GET /imports/:id': 'user',
  'DELETE /imports/:id': 'user',
};

const callers = [
  ...['nobody', 'user', 'trainer', 'titular superuser', 'superuser', 'inactive', 'refresh token as access token'],
] as const;
type Caller = (typeof callers)[number];

type Answers = Readonly<Record<Caller, number | 'in'>>;
const everybody: Answers = {
  ...{ nobody: 'in', user: 'in', trainer: 'in', 'titular superuser': 'in', superuser: 'in', inactive: 'in' },
  'refresh token as access token': 'in',
};
const signedIn: Answers = { ...everybody, nobody: 401, inactive: 401, 'refresh token as access token': 401 };

/** What a door does to each caller: 401, 403, or lets in, whatever comes of it then. */
const answers: Readonly<Record<Door, Answers>> = {
  anyone: everybody,
  user: signedIn,
  superuser: { ...signedIn, user: 403, trainer: 403, 'titular superuser': 403 },
  'refresh token': signedIn,
  'both tokens': signedIn,
};

describe('who may do what', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });
  after(() => app[Symbol.asyncDispose]());

  it('is told for every route that there is, and for no other', () => {
    expect(Object.keys(doors).sort()).to.deep.equal([...app.routes].sort());
  });

  let made = 0;
  /** Somebody new, for a route may end the sign-in of whoever asks. */
  const clientFor = async (caller: Caller): Promise<Client> => {
    made += 1;
    const email = `caller${made}@example.com`;
    const person = (account: object = {}): Promise<Person> => personIn(app, { email, ...account });
    switch (caller) {
      case 'nobody':
        return clientOf(app);
      case 'user':
        return person();
      case 'trainer':
        return person({ role: 'fitness-trainer' });
      case 'titular superuser':
        return person({ role: 'superuser' });
      case 'superuser':
        return person({ isSuperuser: true });
      case 'inactive': {
        const { id, cookie } = await person();
        const root = await personIn(app, { email: `root${made}@example.com`, isSuperuser: true });
        expect((await root.patch(`/users/${id}`, { isActive: false })).status).to.equal(200);
        return clientOf(app, cookie);
      }
      case 'refresh token as access token': {
        const refreshToken = (await person()).cookie?.split('refresh_token=')[1] ?? '';
        return clientOf(app, `access_token=${refreshToken}`);
      }
    }
  };

  for (const [route, door] of Object.entries(doors)) {
    const [method = '', pattern = ''] = route.split(' ');
    it(`is for ${door}: ${route}`, async () => {
      const path = pattern.replaceAll(/:\w+/g, 'x');
      // With a body that is wrong everywhere: what is let in gets no further than that.
      const sent = method === 'GET' ? { method } : { method, body: { wrong: true } };
      const seen: Record<string, number | 'in'> = {};
      for (const caller of callers) {
        const { status, json, text } = await (await clientFor(caller)).ask(path, sent);
        expect(status, text).to.be.below(500);
        if (status >= 400) expect(json.status).to.equal(status);
        seen[caller] = status === 401 || status === 403 ? status : 'in';
      }
      expect(seen).to.deep.equal(answers[door]);
    });
  }

  it('is not lost with a new pair of tokens', async () => {
    const trainer = await clientFor('trainer');
    const next = clientOf(app, cookiesOf(await trainer.post('/access/refresh-jwt')));
    expect((await next.get('/users')).status).to.equal(403);
    expect((await next.get('/access/me')).json.roleSlug).to.equal('fitness-trainer');
  });
});
