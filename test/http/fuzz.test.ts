import { expect } from 'chai';
import fc from 'fast-check';
import { type Answer, clientOf, signIn } from './support/client.ts';
import { forgedCookies, type Hostile, hostileRequests, type TokenPair } from './support/hostile.ts';
import { startTestApp } from './support/test-app.ts';
import { type Person, personIn } from './support/use-app.ts';

const app = await startTestApp();
/** Stands in requests for the present id of something that requests may destroy. */
const placeOf = (name: string, kind: number) =>
  `01900000-0000-7000-8000-${Buffer.from(name.slice(0, 3)).toString('hex')}00000${kind}`;
const present = new Map<string, string>();
const resolved = (text: string, asker: Asker): string =>
  text.replaceAll(/01900000-0000-7000-8000-[0-9a-f]{12}/g, (place) => {
    const kind = kinds.find((each) => placeOf('own', each) === place);
    return present.get(kind === undefined ? place : placeOf(asker, kind)) ?? place;
  });
/** A session, an exercise in it, a set, an import, a sign-in, an own exercise; an item of each directory, one of the catalogue. */
const kinds = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const own = (kind: (typeof kinds)[number]) => placeOf('own', kind);
const [session, entry, set, imported, device, ownExercise] = [own(0), own(1), own(2), own(3), own(4), own(5)];
const items = { 'muscle-groups': own(6), equipment: own(7), 'exercise-tags': own(8) };
const catalogued = own(9);
const traits = { primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };
const inCatalogue = { ...traits, instructions: 'Do it.', tags: [1] };
let made = 0;

/** Texts that only their owner may ever see; of accounts, superusers too. */
const marks = (name: string) => ({ account: `Account-${name}-mark`, training: `Training-${name}-mark` });

/** Something of each kind, all of it marked: a session with an exercise and a set, an import. */
async function fill(person: Person, name: string): Promise<void> {
  const { training } = marks(name);
  const notes = { name: training, notes: training };
  const started = (await person.post('/training-sessions', { ...notes, timezone: 'UTC' })).json.id;
  const added = (await person.post(`/training-sessions/${started}/exercises`, { ...notes, mode: 'reps' })).json
    .exercises[0].id;
  const sets = `/training-sessions/${started}/exercises/${added}/sets`;
  const logged = (await person.post(sets, { reps: 5, notes: training })).json.exercises[0].sets[0].id;
  const form = new FormData();
  for (const [field, value] of Object.entries({ format: 'strong', unit: 'kg', timezone: 'UTC' })) {
    form.append(field, value);
  }
  const columns = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes';
  const csv = `${columns}\n2026-02-01 10:00:00,${training},1h,${training},1,100,5,0,0,${training}`;
  form.append('file', new Blob([csv]), `${training}.csv`);
  const file = (await person.ask('/imports', { method: 'POST', raw: form })).json.id;
  const { id: signIn } = (await person.get('/access/sessions')).json[0];
  made += 1;
  const texts = { name: `${training} ${made}`, instructions: training };
  const exercise = (await person.post('/exercises/user', { ...traits, ...texts })).json.id;
  const all = [started, added, logged, file, signIn, exercise];
  for (const [kind, id] of all.entries()) present.set(placeOf(name, kind), id);
}

/** What only superusers make, and everybody may hit upon. */
async function furnish(superuser: Person): Promise<void> {
  for (const [at, directory] of Object.keys(items).entries()) {
    const { id } = (await superuser.post(`/catalogs/${directory}`, { name: `item ${made}` })).json;
    for (const name of names) present.set(placeOf(name, 6 + at), String(id));
  }
  const { id } = (await superuser.post('/exercises/system', { ...inCatalogue, name: `Catalogued ${made}` })).json;
  for (const name of names) present.set(placeOf(name, 9), id);
}

const names = ['ana', 'bea', 'root'];
await app.furnish();
const register = async (name: string, account: object = {}): Promise<Person> => {
  const person = await personIn(app, { ...account, email: `${name}@example.com`, name: marks(name).account });
  await fill(person, name);
  return person;
};
const bea = await register('bea');
/** Those who ask, signed in anew where a request has ended that. */
const people: Record<'ana' | 'root', Person> = {
  ana: await register('ana'),
  root: await register('root', { isSuperuser: true }),
};
type Asker = keyof typeof people;
const target = placeOf('target', 0);

/** Bodies that get to the end of a route. */
const someone = { email: 'someone@example.com', password: 'New1&Password' };
const fitting: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    'POST /access/signup': { ...someone, confirmPassword: someone.password },
    'POST /users': { ...someone, email: 'somebody@example.com' },
    'PATCH /users/:id': { name: 'x', isActive: false, password: 'abc' },
    'PATCH /roles/:email/assign': { roleSlug: 'superuser' },
    'PATCH /roles/:email/revoke': { roleSlug: 'superuser' },
    'POST /training-sessions': { timezone: 'UTC' },
    'POST /training-sessions/:id/exercises': { name: 'x', mode: 'reps' },
    'PUT /training-sessions/:id/exercises/order': { ids: [entry] },
    'POST /exercises/user': { ...traits, name: 'Brand new' },
    'POST /exercises/system': { ...inCatalogue, name: 'New for everybody' },
    ...Object.fromEntries(
      Object.keys(items).flatMap((name) => [
        [`POST /catalogs/${name}`, { name: 'brand new' }],
        [`PATCH /catalogs/${name}/:id`, { name: 'renamed' }],
      ]),
    ),
    'POST /training-sessions/:id/exercises/:entryId/sets': { reps: 5 },
    'PUT /training-sessions/:id/exercises/:entryId/sets/order': { ids: [set] },
  }).map(([route, body]) => [route, JSON.stringify(body)]),
);

/** Puts back what a request has destroyed. */
async function settle(asker: Asker): Promise<void> {
  for (const name of ['ana', 'root'] as const) {
    const { email } = people[name];
    if ((await people[name].get('/access/me')).status !== 200) {
      people[name] = { ...people[name], ...(await signIn(app, email)) };
    }
  }
  const stands = (await people.root.get(`/users/${present.get(target)}`)).status === 200;
  if (!stands) present.set(target, await app.register({ email: `target${app.store.all().length}@example.com` }));
  await fill(people[asker], asker);
  await furnish(people.root);
}
await settle('ana');

describe('whatever is sent', () => {
  after(() => app[Symbol.asyncDispose]());

  const ofEach = (...some: readonly number[]) => names.flatMap((name) => some.map((kind) => placeOf(name, kind)));
  const firsts = [
    ...[session, session, imported, device, target],
    'someone@example.com',
    ...ofEach(0, 3, 4, 5),
    ...[...Object.values(items), catalogued],
  ];
  const known = [firsts, [entry, ...ofEach(1)], [set, ...ofEach(2)]];
  /** What somebody would send who means no harm. */
  const polite = (route: string): Hostile => {
    const places = {
      ...{ access: device, users: target, roles: 'someone@example.com', imports: imported },
      ...Object.fromEntries(Object.entries(items).map(([name, place]) => [`catalogs/${name}`, place])),
      ...{ 'exercises/system': catalogued, exercises: ownExercise },
    };
    const first = Object.entries(places).find(([area]) => route.includes(` /${area}/`))?.[1] ?? session;
    const headers = { 'content-type': 'application/json' };
    const query = route.endsWith('/criteria/') ? `?slug=catalogued-${made}` : '';
    return { pathIds: [first, entry, set], query, headers, body: fitting[route] ?? '{}' };
  };
  const succeeded = new Set<string>();

  const ask = (asker: Asker, route: string, { pathIds, query, headers, body }: Hostile) => {
    const [method = '', pattern = ''] = route.split(' ');
    const ids = pathIds.map((id) => resolved(id, asker));
    const path = pattern.replaceAll(/:\w+/g, () => encodeURIComponent((ids.shift() ?? '').toWellFormed()));
    const raw = typeof body === 'string' ? resolved(body, asker) : body;
    const sent = { method, headers, ...(method !== 'GET' && raw !== undefined && { raw }) };
    return people[asker].ask(path + query, sent);
  };

  const expectSound = (answer: Answer) => {
    expect(answer.status, answer.text).to.be.below(500);
    if (answer.status < 400) return;
    expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/);
    expect(answer.json.status).to.equal(answer.status);
    if (answer.status === 422) expect(answer.json.details).to.be.an('array').that.is.not.empty;
  };

  const expectOwn = (answer: Answer, asker: Asker) => {
    const text = answer.text + JSON.stringify([...answer.headers]);
    for (const name of names.filter((each) => each !== asker)) {
      expect(text).not.to.include(marks(name).training);
      if (asker !== 'root') expect(text).not.to.include(marks(name).account);
    }
  };

  for (const route of app.routes) {
    it(`is never an error of ours, nor shows what is others’: ${route}`, async () => {
      const request = hostileRequests(known, fitting[route]);
      const inputs = fc.record({ asker: fc.constantFrom<Asker>('ana', 'root'), request });
      await fc.assert(
        fc.asyncProperty(inputs, async ({ asker, request }) => {
          const answer = await ask(asker, route, request);
          expectSound(answer);
          expectOwn(answer, asker);
          if (answer.status < 300) succeeded.add(route);
          if (!route.startsWith('GET') && (answer.status < 300 || answer.status === 401)) await settle(asker);
        }),
        { seed: 20260301, numRuns: 50, examples: [[{ asker: 'root', request: polite(route) }]] },
      );
    });
  }

  const withoutJson = ['POST /access/signin', 'POST /imports'];
  for (const route of app.routes.filter((each) => !each.startsWith('GET') && !withoutJson.includes(each))) {
    it(`is refused where no route knows it: ${route}`, async () => {
      const request = polite(route);
      const headers = { ...request.headers, 'idempotency-key': 'k' };
      const body = '{"unknown":1e999,"unpaired":"\\ud800"}';
      const { status, json } = await ask('root', route, { ...request, headers, body });
      expect(status).to.equal(422);
      const forbidden = (field: string) => ({ type: 'extra_forbidden', field, message: 'Unknown field.' });
      expect(json.details).to.deep.include.members([forbidden('unknown'), forbidden('unpaired')]);
    });
  }

  it('has got to the end of all routes but those that want a secret or a file', () => {
    const secrets = ['POST /access/signin', 'POST /access/password-reset', 'PATCH /access/password-update'];
    const missed = app.routes.filter((route) => !succeeded.has(route));
    expect(missed).to.have.members([...secrets, 'DELETE /access/me', 'POST /imports']);
  });

  it('lets nobody in by a cookie that was tampered with', async () => {
    const pairOf = ({ cookie }: Person): TokenPair => {
      const [access = '', refresh = ''] = (cookie ?? '').split('; ').map((each) => each.slice(each.indexOf('=') + 1));
      return { access, refresh };
    };
    const guarded = app.routes.filter((route) => !/ \/\/|signup|signin|refresh-jwt|password-reset$/.test(route));
    const pairs = [people.ana, bea, people.root].map(pairOf);
    const property = fc.asyncProperty(fc.constantFrom(...guarded), forgedCookies(pairs), async (route, cookie) => {
      const [method = '', pattern = ''] = route.split(' ');
      const path = pattern.replaceAll(/:\w+/g, bea.id);
      const answer = await clientOf(app, cookie).ask(path, { method });
      expect(answer.status, `${route} ${cookie}`).to.equal(401);
    });
    await fc.assert(property, { seed: 20260301, numRuns: 500 });
  });

  it('leaves what belongs to others as it was', async () => {
    const again = await signIn(app, bea.email);
    expect((await again.get('/access/me')).json.name).to.equal(marks('bea').account);
    const session = await again.get(`/training-sessions/${present.get(placeOf('bea', 0))}`);
    expect(session.json).to.include({ name: marks('bea').training, revision: 2 });
    expect((await again.get('/training-sessions')).json.total).to.equal(2);
    expect((await again.get('/imports')).json.total).to.equal(1);
  });

  it('leaves nothing in the log that is not an event of a route', () => {
    expect(app.lines.filter(({ level }) => level !== 'info')).to.deep.equal([]);
  });
});
