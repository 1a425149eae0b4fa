import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, cookiesOf, password } from '../../../http/support/client.ts';
import { uniqueEmail } from '../member.ts';
import type { Role } from '../role.ts';
import { type Credentials, missingRetryAfter, type Request, sendOnce } from './request.ts';

/** The access token and refresh token of a sign-in, as cookies. */
export type TokenPair = Readonly<{ cookie: string }>;

/** A personal access token. */
export type Program = Readonly<{ id: string; token: string }>;

/** An account that signs in and out at random, and remembers what the API's answers said about its tokens. */
export type Visitor = {
  readonly email: string;
  readonly id: string;
  password: string;
  /** Token pairs that the API must accept. */
  valid: TokenPair[];
  /** Token pairs whose end the API has acknowledged, so that it must never accept them again. */
  readonly ended: TokenPair[];
  /** Personal access tokens that the API must accept, and those that it must never accept again. */
  programs: Program[];
  readonly endedPrograms: Program[];
  readonly formerPasswords: string[];
};

/** What all visitors have in common: the API processes they use, and the results of their actions. */
export type Visits = Readonly<{
  random: () => number;
  apis: readonly Role[];
  /** The tokens of a superuser, as cookies. */
  superuser: TokenPair;
  /** Descriptions of wrong answers. */
  violations: string[];
  /** How often each action was done, by the action's name. */
  done: Map<string, number>;
}>;

export type VisitorRequest = Request & Readonly<{ tokens?: TokenPair | Program }>;

const tryMs = 5_000;
const patienceMs = 60_000;

/** Sends a request once, to a random API process. Returns null if there is no answer, or the answer is a 503. */
export async function tryRequest(
  { random, apis, violations }: Visits,
  request: VisitorRequest,
): Promise<Answer | null> {
  const api = apis[Math.floor(random() * apis.length)];
  const credentials: Credentials = request.tokens ?? {};
  const answer = await sendOnce(api?.address() ?? '', credentials, request, tryMs);
  if (!answer || answer.status < 500) return answer;
  const missing = missingRetryAfter(request, answer);
  if (missing !== null) violations.push(missing);
  if (answer.status !== 503) violations.push(`${request.method} ${request.path}: ${answer.status} ${answer.text}`);
  return null;
}

/** Sends a request repeatedly, to random API processes, until one of them answers it. */
export async function sendUntilAnswered(visits: Visits, request: VisitorRequest): Promise<Answer> {
  for (const end = performance.now() + patienceMs; performance.now() < end; ) {
    const answer = await tryRequest(visits, request);
    if (answer) return answer;
    await delay(20 + visits.random() * 100);
  }
  throw new Error(`No answer within a minute to ${request.method} ${request.path}`);
}

export const signInRequest = (email: string, text: string): VisitorRequest => ({
  method: 'POST',
  path: '/access/signin',
  form: new URLSearchParams({ username: email, password: text }),
});

export async function signUpVisitor(visits: Visits): Promise<Visitor> {
  const email = uniqueEmail('visitor');
  const body = { email, password, confirmPassword: password };
  const { json } = await sendUntilAnswered(visits, { method: 'POST', path: '/access/signup', body });
  return { email, id: json.id, password, valid: [], ended: [], programs: [], endedPrograms: [], formerPasswords: [] };
}

async function signInVisitor(visits: Visits, visitor: Visitor): Promise<TokenPair> {
  const answer = await sendUntilAnswered(visits, signInRequest(visitor.email, visitor.password));
  if (answer.status !== 204) visits.violations.push(`A valid password is rejected: ${answer.status}`);
  return { cookie: cookiesOf(answer) };
}

/** Does one action of a visitor with a valid token pair. Returns the name of the action. */
export type DoAction = (visits: Visits, visitor: Visitor, tokens: TokenPair) => Promise<string>;

/**
 * Does random actions until the signal is aborted. After each action, checks that the API rejects tokens that were
 * ended.
 */
export async function visit(visits: Visits, visitor: Visitor, act: DoAction, signal: AbortSignal): Promise<void> {
  const { random, done } = visits;
  while (!signal.aborted) {
    if (visitor.valid.length < 2) visitor.valid.push(await signInVisitor(visits, visitor));
    const tokens = visitor.valid[Math.floor(random() * visitor.valid.length)] as TokenPair;
    const name = await act(visits, visitor, tokens);
    done.set(name, (done.get(name) ?? 0) + 1);
    await checkEnded(visits, visitor);
    await delay(random() * 50);
  }
}

export function expectStatus(visits: Visits, what: string, { status }: Answer, ...expected: readonly number[]): void {
  if (!expected.includes(status)) visits.violations.push(`${what}: ${status}`);
}

/** Checks that the API rejects ended tokens and former passwords. */
export async function checkEnded(visits: Visits, visitor: Visitor): Promise<void> {
  const { random } = visits;
  const choose = <Token>(tokens: readonly Token[]) => tokens[Math.floor(random() * tokens.length)];
  // Tokens that ended recently are tried more often: an API process can only accept them from stale cached data, which
  // expires within a minute.
  for (const tokens of [choose(visitor.ended.slice(-6)), choose(visitor.ended)]) {
    if (!tokens) continue;
    const requests = [
      tryRequest(visits, { method: 'GET', path: '/access/me', tokens }),
      tryRequest(visits, { method: 'POST', path: '/access/refresh-jwt', tokens }),
    ];
    for (const answer of await Promise.all(requests)) {
      if (answer) expectStatus(visits, 'An ended token', answer, 401);
    }
  }
  for (const tokens of [choose(visitor.endedPrograms.slice(-3)), choose(visitor.endedPrograms)]) {
    const answer = tokens && (await tryRequest(visits, { method: 'GET', path: '/access/me', tokens }));
    if (answer) expectStatus(visits, 'An ended personal access token', answer, 401);
  }
  const former = visitor.formerPasswords.at(-1);
  if (former === undefined || random() > 0.1) return;
  const answer = await tryRequest(visits, signInRequest(visitor.email, former));
  if (answer) expectStatus(visits, 'A former password', answer, 401);
}
