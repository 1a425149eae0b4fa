import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, clientOf, cookiesOf } from '../../http/support/client.ts';
import type { Role } from './role.ts';

/** Both tokens of a sign-in, as the cookies that carry them. */
export type Pair = Readonly<{ cookie: string }>;

/** Somebody who signs in and out at random, and what is known of the tokens by what was answered. */
export type Visitor = {
  readonly email: string;
  readonly id: string;
  password: string;
  /** Must be let in. */
  live: Pair[];
  /** Were ended, and that was answered: must never be let in again. */
  readonly dead: Pair[];
  /** Passwords that do not count any more. */
  readonly former: string[];
};

export type World = Readonly<{
  random: () => number;
  apis: readonly Role[];
  /** Signed in as a superuser. */
  root: () => Pair;
  violations: string[];
  /** How often what was done and answered. */
  done: Map<string, number>;
}>;

const patienceMs = 60_000;
const oneTryMs = 5_000;

type Asked = Readonly<{ method?: string; path: string; body?: unknown; raw?: URLSearchParams; pair?: Pair }>;

/** One try at any process; null where none answers, or answers that something is away, as it must: by 503 with `Retry-After`. */
export async function ask({ random, apis, violations }: World, asked: Asked): Promise<Answer | null> {
  const { method = 'GET', path, pair, body, raw } = asked;
  const api = apis[Math.floor(random() * apis.length)];
  const late = new AbortController();
  const answer = clientOf({ origin: api?.address() ?? '' }, pair?.cookie ?? null)
    .ask(path, { method, ...(body !== undefined && { body }), ...(raw && { raw }) })
    .catch(() => null);
  const given = await Promise.race([answer, delay(oneTryMs, null, { signal: late.signal }).catch(() => null)]);
  late.abort();
  if (!given) return null;
  if (given.status < 500) return given;
  if (given.status !== 503 || given.headers.get('retry-after') === null) {
    violations.push(`${method} ${path}: ${given.status} ${given.text}`);
  }
  return null;
}

/** Asks until there is an answer. */
export async function insist(world: World, asked: Asked): Promise<Answer> {
  for (const end = performance.now() + patienceMs; performance.now() < end; ) {
    const answer = await ask(world, asked);
    if (answer) return answer;
    await delay(20 + world.random() * 100);
  }
  throw new Error(`No answer within a minute to ${asked.method ?? 'GET'} ${asked.path}`);
}

const signInWith = (email: string, password: string): Asked => ({
  method: 'POST',
  path: '/access/signin',
  raw: new URLSearchParams({ username: email, password }),
});

export async function signIn(world: World, { email, password }: Pick<Visitor, 'email' | 'password'>): Promise<Pair> {
  const answer = await insist(world, signInWith(email, password));
  if (answer.status !== 204) world.violations.push(`The right password of ${email} is refused: ${answer.status}`);
  return { cookie: cookiesOf(answer) };
}

/** Comes and goes until told to stop. */
export async function visit(world: World, visitor: Visitor, signal: AbortSignal): Promise<void> {
  const { random, done } = world;
  while (!signal.aborted) {
    if (visitor.live.length < 2) visitor.live.push(await signIn(world, visitor));
    const pair = visitor.live[Math.floor(random() * visitor.live.length)] as Pair;
    const [what, act] = pick(random);
    await act(world, visitor, pair);
    done.set(what, (done.get(what) ?? 0) + 1);
    await checkDead(world, visitor);
    await delay(random() * 50);
  }
}

type Act = (world: World, visitor: Visitor, pair: Pair) => Promise<void>;

const expectAnswer = (world: World, what: string, { status }: Answer, ...good: readonly number[]) => {
  if (!good.includes(status)) world.violations.push(`${what}: ${status}`);
};
const bury = (visitor: Visitor, ...pairs: readonly Pair[]) => {
  visitor.dead.push(...pairs);
  visitor.live = visitor.live.filter((pair) => !pairs.includes(pair));
};

/** 401 beside 204: an earlier try that was not answered has done it. */
const acts: Readonly<Record<string, readonly [weight: number, act: Act]>> = {
  read: [
    8,
    async (world, _visitor, pair) => {
      const answer = await ask(world, { path: '/access/me', pair });
      if (answer) expectAnswer(world, 'A good token', answer, 200);
    },
  ],
  refresh: [
    4,
    async (world, visitor, pair) => {
      const answer = await insist(world, { method: 'POST', path: '/access/refresh-jwt', pair });
      expectAnswer(world, 'A good refresh token', answer, 204);
      const renewed = { cookie: cookiesOf(answer) };
      // The new pair takes its place; what became of the old access token the end of the family tells.
      visitor.live = visitor.live.map((each) => (each === pair ? renewed : each));
    },
  ],
  'log out': [
    3,
    async (world, visitor, pair) => {
      expectAnswer(
        world,
        'Logging out',
        await insist(world, { method: 'POST', path: '/access/logout', pair }),
        204,
        401,
      );
      bury(visitor, pair);
    },
  ],
  'log out everywhere': [
    1,
    async (world, visitor, pair) => {
      const all = visitor.live;
      const answer = await insist(world, { method: 'POST', path: '/access/logout-all', pair });
      expectAnswer(world, 'Logging out everywhere', answer, 204, 401);
      bury(visitor, ...all);
    },
  ],
  'change the password': [
    1,
    async (world, visitor, pair) => {
      const [all, old] = [visitor.live, visitor.password];
      const password = `Chosen_${Math.floor(world.random() * 1e9)}`;
      const body = { currentPassword: old, newPassword: password };
      const answer = await insist(world, { method: 'PATCH', path: '/access/password-update', pair, body });
      expectAnswer(world, 'Changing the password', answer, 204, 401);
      bury(visitor, ...all);
      visitor.password = password;
      visitor.former.push(old);
    },
  ],
  'deactivate and reactivate': [
    1,
    async (world, visitor) => {
      const all = visitor.live;
      for (const isActive of [false, true]) {
        const path = `/users/${visitor.id}`;
        const answer = await insist(world, { method: 'PATCH', path, pair: world.root(), body: { isActive } });
        expectAnswer(world, 'Changing the account', answer, 200);
        bury(visitor, ...all);
        if (isActive) continue;
        await checkDead(world, visitor);
        const refused = await ask(world, signInWith(visitor.email, visitor.password));
        if (refused) expectAnswer(world, 'Signing in to an inactive account', refused, 401);
      }
    },
  ],
};

function pick(random: () => number): readonly [string, Act] {
  const all = Object.entries(acts).flatMap(([what, [weight, act]]) =>
    Array.from({ length: weight }, () => [what, act] as const),
  );
  return all[Math.floor(random() * all.length)] as readonly [string, Act];
}

/** Nothing that was ended gets in, by no way. */
async function checkDead(world: World, visitor: Visitor): Promise<void> {
  const { random } = world;
  // Those of late more often: what is stale is stale for a minute.
  const recent = visitor.dead.slice(-6);
  for (const pair of [
    recent[Math.floor(random() * recent.length)],
    visitor.dead[Math.floor(random() * visitor.dead.length)],
  ]) {
    if (!pair) continue;
    const tried = [
      ask(world, { path: '/access/me', pair }),
      ask(world, { method: 'POST', path: '/access/refresh-jwt', pair }),
    ];
    for (const answer of await Promise.all(tried)) {
      if (answer) expectAnswer(world, 'A token that was ended', answer, 401);
    }
  }
  const former = visitor.former.at(-1);
  if (former === undefined || random() > 0.1) return;
  const refused = await ask(world, signInWith(visitor.email, former));
  if (refused) expectAnswer(world, 'A former password', refused, 401);
}
