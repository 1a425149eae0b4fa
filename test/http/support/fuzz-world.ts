import { expect } from 'chai';
import type { AccountId, ExerciseId, SessionId } from '../../../src/events/ids.ts';
import type { Route } from '../../../src/http/route.ts';
import type { Answer, RequestOptions } from './client.ts';
import { clientOf, cookiesOf, password } from './client.ts';
import { type Kind, type Owner, placeholderOf, resolvePlaceholders } from './fuzz-placeholders.ts';
import type { HostileRequest } from './hostile.ts';
import { type Person, registerAndSignIn } from './people.ts';
import { pathOf } from './route-names.ts';
import type { NewAccount, TestApp } from './test-app.ts';

/** Texts that only their owner may see. Superusers also see account names. */
export const marksOf = (name: string) => ({ account: `Account-${name}-mark`, training: `Training-${name}-mark` });

export type Asker = 'ana' | 'root';
const accounts: Readonly<Record<Asker | 'bea', Omit<NewAccount, 'email'>>> = {
  ana: {},
  bea: {},
  root: { isSuperuser: true },
};

const requiredPosition = () => 0n;
const exerciseTraits = { primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };

/** Two askers and a bystander, each with one thing of every kind. Askers get new things for those that requests destroy. */
export async function createFuzzWorld(app: TestApp) {
  const ids = new Map<string, string>();
  const people = new Map<string, Person>();
  let count = 0;

  const idOf = (owner: Owner, kind: Kind) => ids.get(placeholderOf(owner, kind)) ?? '';
  const remember = (owner: Owner, kind: Kind, id: unknown) => void ids.set(placeholderOf(owner, kind), String(id));
  const personOf = (name: string): Person => {
    const person = people.get(name);
    if (!person) throw new Error(`${name} is not registered`);
    return person;
  };

  async function register(name: keyof typeof accounts): Promise<void> {
    count += 1;
    const email = `${name}${count}@example.com`;
    const person = await registerAndSignIn(app, { ...accounts[name], email, name: marksOf(name).account });
    people.set(name, person);
    remember(name, 'email', email);
    remember(name, 'auth session', (await person.get('/access/sessions')).json[0].id);
  }

  /** Signs in again if the auth session has ended; registers a new account if that fails too. */
  async function restorePerson(name: keyof typeof accounts): Promise<void> {
    const person = people.get(name);
    if (!person) return register(name);
    if ((await person.get('/access/me')).status === 200) return;
    const raw = new URLSearchParams({ username: person.email, password });
    const answer = await clientOf(app).ask('/access/signin', { method: 'POST', raw });
    if (answer.status !== 204) return register(name);
    people.set(name, { ...person, ...clientOf(app, cookiesOf(answer)) });
    remember(name, 'auth session', (await personOf(name).get('/access/sessions')).json[0].id);
  }

  async function restoreSession(name: keyof typeof accounts): Promise<void> {
    const { id: owner, post } = personOf(name);
    const id = idOf(name, 'session') as SessionId;
    const doc = (await app.queries.getSession({ owner: owner as AccountId, id, requiredPosition }))?.doc ?? '';
    if (doc.includes(idOf(name, 'entry')) && doc.includes(idOf(name, 'set')) && id !== '') return;
    const { training } = marksOf(name);
    const texts = { name: training, notes: training };
    const session = (await post('/training-sessions', { ...texts, timezone: 'UTC' })).json.id;
    const exercises = `/training-sessions/${session}/exercises`;
    const entry = (await post(exercises, { ...texts, mode: 'reps' })).json.exercises[0].id;
    const logged = await post(`${exercises}/${entry}/sets`, { reps: 5, notes: training });
    remember(name, 'session', session);
    remember(name, 'entry', entry);
    remember(name, 'set', logged.json.exercises[0].sets[0].id);
  }

  async function restoreImport(name: keyof typeof accounts): Promise<void> {
    const person = personOf(name);
    if ((await person.get('/imports')).json.total > 0) return;
    const { training } = marksOf(name);
    const columns = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes';
    const csv = `${columns}\n2026-02-01 10:00:00,${training},1h,${training},1,100,5,0,0,${training}`;
    const form = new FormData();
    for (const [field, value] of Object.entries({ format: 'strong', unit: 'kg', timezone: 'UTC' })) {
      form.append(field, value);
    }
    form.append('file', new Blob([csv]), `${training}.csv`);
    remember(name, 'import', (await person.ask('/imports', { method: 'POST', raw: form })).json.id);
  }

  async function restoreExercise(name: keyof typeof accounts): Promise<void> {
    const person = personOf(name);
    const id = idOf(name, 'exercise') as ExerciseId;
    if (await isExerciseOf(person.id, id)) return;
    count += 1;
    const { training } = marksOf(name);
    const body = { ...exerciseTraits, name: `${training} ${count}`, instructions: training };
    remember(name, 'exercise', (await person.post('/exercises/user', body)).json.id);
  }

  async function isExerciseOf(owner: string | null, id: ExerciseId): Promise<boolean> {
    const question = { caller: owner as AccountId, requiredPosition, imageBase: '', by: { id } };
    return (await app.queries.getExercise(question))?.owner === owner;
  }

  /** What superusers made for all accounts. */
  async function restoreShared(): Promise<void> {
    const root = personOf('root');
    for (const list of ['muscle-groups', 'equipment', 'exercise-tags'] as const) {
      const id = idOf('shared', list);
      if (id !== '' && (await root.get(`/catalogs/${list}/${id}`)).status === 200) continue;
      count += 1;
      remember('shared', list, (await root.post(`/catalogs/${list}`, { name: `item ${count}` })).json.id);
    }
    if (await isExerciseOf(null, idOf('shared', 'catalogue exercise') as ExerciseId)) return;
    count += 1;
    const body = { ...exerciseTraits, name: `Shared ${count}`, instructions: 'Do it.', tags: [1] };
    remember('shared', 'catalogue exercise', (await root.post('/exercises/system', body)).json.id);
  }

  /** An account that superusers may change. It has a role that can be revoked. */
  async function replaceTarget(role: NonNullable<NewAccount['role']>): Promise<void> {
    count += 1;
    const email = `target${count}@example.com`;
    remember('shared', 'account', await app.register({ email, role }));
    remember('shared', 'email', email);
  }

  async function restore(name: keyof typeof accounts): Promise<void> {
    for (const each of ['ana', 'root'] as const) await restorePerson(each);
    await restorePerson(name);
    await restoreSession(name);
    await restoreImport(name);
    await restoreExercise(name);
    await restoreShared();
  }

  await app.addReferenceItems();
  for (const name of ['bea', 'ana', 'root'] as const) {
    await register(name);
    await restoreSession(name);
    await restoreImport(name);
    await restoreExercise(name);
  }
  await restoreShared();
  await replaceTarget('fitness-trainer');

  function ask(asker: Asker, route: Route, request: HostileRequest): Promise<Answer> {
    const resolve = (text: string) => resolvePlaceholders(text, asker, ids);
    const rest = request.parameters.map(resolve);
    const path = pathOf(route, () => encodeURIComponent((rest.shift() ?? '').toWellFormed()));
    const { headers, body } = request;
    const raw = typeof body === 'string' ? resolve(body) : body;
    const options: RequestOptions = { method: route.method.toUpperCase(), headers };
    const query = resolve(request.query);
    const hasBody = route.method !== 'get' && raw !== undefined;
    return personOf(asker).ask(path + query, hasBody ? { ...options, raw } : options);
  }

  /** Nothing of another owner may appear in the response. */
  function expectOwnTexts(answer: Answer, asker: Asker): void {
    const text = answer.text + JSON.stringify([...answer.headers]);
    for (const other of Object.keys(accounts).filter((each) => each !== asker)) {
      expect(text).not.to.include(marksOf(other).training);
      if (asker !== 'root') expect(text).not.to.include(marksOf(other).account);
    }
  }

  /** Gives a person a session as it was at first. */
  async function renewSession(name: keyof typeof accounts): Promise<void> {
    ids.delete(placeholderOf(name, 'session'));
    await restoreSession(name);
  }

  return { ask, restore, renewSession, replaceTarget, expectOwnTexts, personOf, idOf };
}
