import { expect } from 'chai';
import { coachingId } from '../../../src/http/coaching/examples.ts';
import type { Route } from '../../../src/http/route.ts';
import type { Answer, RequestOptions } from './client.ts';
import { idOf, type Name, personOf, register, remember, restorePerson, type Things } from './fuzz-people.ts';
import { placeholderOf, resolvePlaceholders } from './fuzz-placeholders.ts';
import { marksOf, restoreOwnThings, restoreShared } from './fuzz-things.ts';
import type { HostileRequest } from './hostile.ts';
import { type Person, registerAndSignIn } from './people.ts';
import { pathOf } from './route-names.ts';
import type { NewAccount, TestApp } from './test-app.ts';

export type Asker = Exclude<Name, 'bea'>;

/**
 * Creates the accounts of a fuzz test: two that send requests and the uninvolved bea. Each has one thing of every kind;
 * what a sender's request destroys is replaced.
 */
export async function createFuzzWorld(app: TestApp) {
  const things: Things = { app, ids: new Map(), people: new Map(), unique: createCounter() };
  await app.addReferenceItems();
  const coach = await registerAndSignIn(app, { email: 'coach-of-all@example.com', role: 'fitness-trainer' });
  remember(things, 'shared', 'coach', coach.id);
  for (const name of ['bea', 'ana', 'root'] as const) {
    await register(things, name);
    await coachPerson(things, name, coach);
    await restoreOwnThings(things, name);
  }
  await restoreShared(things);
  return {
    personOf: (name: Name) => personOf(things, name),
    idOf: (...of: Parameters<typeof placeholderOf>) => idOf(things, ...of),
    ask: (asker: Asker, route: Route, request: HostileRequest) => ask(things, asker, route, request),
    /** Creates the things again that the last request of this sender destroyed. */
    async restore(asker: Asker): Promise<void> {
      for (const name of ['ana', 'root'] as const) {
        await restorePerson(things, name);
        await coachPerson(things, name, coach);
      }
      await restoreOwnThings(things, asker);
      await restoreShared(things);
    },
    /** Makes private what the last request of this sender has shared, because others may read it. */
    async endSharing(asker: Asker): Promise<void> {
      const person = personOf(things, asker);
      for (const path of ['/training-units', '/training-plans']) {
        const { items } = (await person.get(`${path}?pageSize=100`)).json;
        for (const { id, sharing } of items) {
          if (sharing !== 'private') await person.put(`${path}/${id}/sharing`, { status: 'private' });
        }
      }
    },
    /** Gives a test person a new thing, with the same content as at the start of the test. */
    async renew(name: Name, exampleId: string): Promise<void> {
      things.ids.delete(placeholderOf(name, exampleId));
      await restoreOwnThings(things, name);
    },
    /** Gives the person a new invitation of a coach. It first ends the former one, which has the same address. */
    async renewInvitation(name: Asker): Promise<void> {
      const person = personOf(things, name);
      for (const { id } of (await person.get('/coaching?status=pending')).json.items) {
        await person.post(`/coaching/${id}/end`);
      }
      things.ids.delete(placeholderOf(name, coachingId));
      await restoreOwnThings(things, name);
    },
    /** Lets a new trainer ask the person, which may then accept or decline instead of an own invitation. */
    async requestCoaching(name: Asker): Promise<void> {
      const email = `trainer${things.unique()}@example.com`;
      const trainer = await registerAndSignIn(app, { email, role: 'fitness-trainer' });
      await trainer.post('/coaching/requests', { email: personOf(things, name).email, scope: ['history'] });
      const { items } = (await personOf(things, name).get('/coaching')).json;
      remember(things, name, coachingId, items[0].id);
    },
    /** Registers a new account that superusers may change, in place of the former one. */
    async replaceTarget(role: NonNullable<NewAccount['role']>): Promise<void> {
      const email = `target${things.unique()}@example.com`;
      remember(things, 'shared', 'account', await app.register({ email, role }));
      remember(things, 'shared', 'email', email);
    },
  };
}

/** Lets the coach, to whom the comments of the tests are addressed, read the training sessions of a person. */
async function coachPerson(things: Things, name: Name, coach: Person): Promise<void> {
  const person = personOf(things, name);
  const { items } = (await person.get('/coaching?status=active&pageSize=100')).json;
  if (
    items.some(
      ({ coachId, scope }: { coachId: string; scope: string[] }) => coachId === coach.id && scope.includes('history'),
    )
  )
    return;
  const { json } = await person.post('/coaching/invitations', { email: coach.email, scope: ['history'] });
  const { status, text } = await coach.post(`/coaching/${json.id}/accept`, {});
  expect(status, text).to.equal(200);
}

function createCounter(): () => number {
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
}

function ask(things: Things, asker: Asker, route: Route, request: HostileRequest): Promise<Answer> {
  const resolve = (text: string) => resolvePlaceholders(text, asker, things.ids);
  const rest = request.parameters.map(resolve);
  const path = pathOf(route, () => encodeURIComponent((rest.shift() ?? '').toWellFormed()));
  const raw = typeof request.body === 'string' ? resolve(request.body) : request.body;
  const options: RequestOptions = { method: route.method.toUpperCase(), headers: request.headers };
  const hasBody = route.method !== 'get' && raw !== undefined;
  return personOf(things, asker).ask(path + resolve(request.query), hasBody ? { ...options, raw } : options);
}

/** Fails when a response contains a private text of another account than the one that sent the request. */
export function expectOwnTexts(answer: Answer, asker: Asker): void {
  const text = answer.text + JSON.stringify([...answer.headers]);
  for (const other of (['ana', 'bea', 'root'] as const).filter((name) => name !== asker)) {
    expect(text).not.to.include(marksOf(other).training);
    if (asker !== 'root') expect(text).not.to.include(marksOf(other).account);
  }
}
