import { randomUUID } from 'node:crypto';
import { type Answer, cookiesOf, type Message, send } from './http.ts';

export const password = 'Bench_100kg';
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/**
 * The most sets in one training session, so that documents have a realistic size; they would grow without a limit
 * otherwise.
 */
const setsPerSession = 25;

/** A signed-in account that logs sets in a training session. */
export type Athlete = Readonly<{
  /** The id of the current training session. */
  sessionId: () => string;
  /**
   * Sends a request to a path below `/api/v1` with the athlete's cookies, and returns the answer's body. Throws unless
   * the request succeeds.
   */
  request: (path: string, message?: Message) => Promise<string>;
  /** Sends a request as `request` does, and returns the answer, whatever its status is. */
  send: (path: string, message?: Message) => Promise<Answer>;
  /** Signs the athlete in once more. Its requests go on using the cookies of the first sign-in. */
  signIn: () => Promise<void>;
  logSet: () => Promise<void>;
  /** Logs a whole training session with sets of one exercise by one command, and returns its id. */
  logSession: (sets: number) => Promise<string>;
}>;

/** Signs up a new account, signs in and starts a training session. */
export async function createAthlete(api: string): Promise<Athlete> {
  const base = `${api}/api/v1`;
  const email = `${randomUUID()}@example.com`;
  const signUp = JSON.stringify({ email, password, confirmPassword: password });
  await send(`${base}/access/signup`, { method: 'POST', headers: json, body: signUp });
  const signIn = () => signInTo(base, email);
  const signedIn = createSend(base, await signIn());
  const request = createRequest(signedIn);
  const post = async (path: string, value: object) =>
    JSON.parse(await request(path, { method: 'POST', body: JSON.stringify(value) }));
  return { request, send: signedIn, signIn: async () => void (await signIn()), ...(await createTraining(post)) };
}

/** Signs in, and returns the cookies of the new auth session. */
async function signInTo(base: string, email: string): Promise<string> {
  const body = new URLSearchParams({ username: email, password }).toString();
  const answer = await send(`${base}/access/signin`, { method: 'POST', headers: form, body });
  if (answer.status !== 204) throw new Error(`A sign-in returned status ${answer.status}`);
  return cookiesOf(answer);
}

const createSend =
  (base: string, cookies: string): Athlete['send'] =>
  (path, message = {}) => {
    const headers = { cookie: cookies, ...(message.body !== undefined && json), ...message.headers };
    return send(base + path, { ...message, headers });
  };

const createRequest =
  (signedIn: Athlete['send']): Athlete['request'] =>
  async (path, message = {}) => {
    const { status, body } = await signedIn(path, message);
    const text = body.toString();
    if (status >= 300) {
      throw new Error(`${message.method ?? 'GET'} ${path} returned status ${status}: ${text.slice(0, 200)}`);
    }
    return text;
  };

type Post = (path: string, value: object) => Promise<{ id: string; exercises: { id: string }[] }>;

async function createTraining(post: Post): Promise<Pick<Athlete, 'sessionId' | 'logSet' | 'logSession'>> {
  const start = async () => {
    const { id } = await post('/training-sessions?replace=complete', { name: 'Bench', timezone: 'UTC' });
    const { exercises } = await post(`/training-sessions/${id}/exercises`, { name: 'Squat', mode: 'reps' });
    return { id, entry: exercises[0]?.id, sets: 0 };
  };
  const set = { weight: { value: 100, unit: 'kg' }, reps: 5 };
  let session = await start();
  return {
    sessionId: () => session.id,
    async logSet() {
      if (session.sets >= setsPerSession) session = await start();
      session.sets += 1;
      await post(`/training-sessions/${session.id}/exercises/${session.entry}/sets`, set);
    },
    async logSession(sets) {
      const exercises = [{ name: 'Squat', mode: 'reps', sets: Array.from({ length: sets }, () => set) }];
      const now = new Date();
      const times = { startedAt: new Date(now.getTime() - 3_600_000).toISOString(), endedAt: now.toISOString() };
      return (await post('/training-sessions', { name: 'Bench', timezone: 'UTC', ...times, exercises })).id;
    },
  };
}
