import { randomUUID } from 'node:crypto';
import { type Sent, send } from './load.ts';

const password = 'Bench_100kg';
const json = { 'content-type': 'application/json' };

/** Somebody signed in at an API, with a session and an exercise to log sets in. */
export type Athlete = Readonly<{
  session: string;
  entry: string;
  /** Sends to a path below `/api/v1` with the athlete's cookies; throws unless the answer is a success. */
  ask: (path: string, sent?: Sent) => Promise<string>;
  /** Signs in once more; the cookies that count stay the first ones. */
  signIn: () => Promise<void>;
  /** Logs one set; tells its id. */
  logSet: () => Promise<string>;
}>;

export async function newAthlete(api: string): Promise<Athlete> {
  const email = `${randomUUID()}@example.com`;
  const base = `${api}/api/v1`;
  const signUp = JSON.stringify({ email, password, confirmPassword: password });
  await send(`${base}/access/signup`, { method: 'POST', headers: json, body: signUp });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ username: email, password }).toString();
  const signIn = async () => {
    const { status, cookies } = await send(`${base}/access/signin`, { method: 'POST', headers: form, body });
    if (status !== 204) throw new Error(`A sign-in was answered ${status}`);
    return cookies;
  };
  const cookies = await signIn();
  const ask: Athlete['ask'] = async (path, sent = {}) => {
    const headers = { cookie: cookies, ...(sent.body !== undefined && json), ...sent.headers };
    const { status, text } = await send(base + path, { ...sent, headers });
    if (status >= 300) throw new Error(`${sent.method ?? 'GET'} ${path} answered ${status}: ${text.slice(0, 200)}`);
    return text;
  };
  const post = (path: string, value: object) => ask(path, { method: 'POST', body: JSON.stringify(value) });

  let { session, entry, sets } = await newSession();
  async function newSession() {
    const { id } = JSON.parse(await post('/training-sessions', { name: 'Bench', timezone: 'UTC' }));
    const started = JSON.parse(await post(`/training-sessions/${id}/exercises`, { name: 'Squat', mode: 'reps' }));
    return { session: String(id), entry: String(started.exercises[0].id), sets: 0 };
  }
  return {
    signIn: async () => void (await signIn()),
    get session() {
      return session;
    },
    get entry() {
      return entry;
    },
    ask,
    async logSet() {
      // As many sets as a session has in life: documents that grow without end would be measured instead.
      if (sets >= 25) ({ session, entry, sets } = await newSession());
      sets += 1;
      const set = { weight: { value: 100, unit: 'kg' }, reps: 5 };
      const document = JSON.parse(await post(`/training-sessions/${session}/exercises/${entry}/sets`, set));
      return document.exercises[0].sets.at(-1).id;
    },
  };
}
