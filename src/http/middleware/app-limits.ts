import type { RateLimitedUse } from '../../ports/rate-limits.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import type { Reply } from '../reply.ts';
import type { Route } from '../route.ts';
import { tooMany } from './rate-limits.ts';

/** The operation that logs a workout. */
const workout = 'startSession';

type Sent = Readonly<{ caller: unknown; body: unknown }>;

/**
 * Limits the changes of an app per grant: those of a minute, and the workouts of a day. A batch counts each of its
 * commands. What changes nothing is given back: a query, a preview, a repetition and a refusal. Changes at `/mcp` have
 * limits of their own, because an assistant sends them there whatever signs it in.
 */
export async function withinAppLimits<Answer extends Reply>(
  { rateLimits }: Pick<Dependencies, 'rateLimits'>,
  { method, guard, operationId }: Pick<Route, 'method' | 'guard' | 'operationId'>,
  { caller, body }: Sent,
  handle: () => Promise<Answer>,
): Promise<Answer> {
  const grant = grantOf(caller);
  if (grant === null || method === 'get' || guard === 'token') return handle();
  const uses = usesOf(grant, operationId, body);
  const seconds = await rateLimits.take(uses);
  if (seconds !== null) throw tooMany(`The app has made too many changes. Try again in ${seconds} s.`, seconds);
  let counts = false;
  try {
    const answer = await handle();
    counts = answer.isRepetition !== true;
    return answer;
  } finally {
    if (!counts) await rateLimits.giveBack(uses);
  }
}

function grantOf(caller: unknown): string | null {
  const { credential } = (caller ?? {}) as Partial<Caller>;
  return credential?.kind === 'app' ? credential.grantId : null;
}

function usesOf(key: string, operationId: string, body: unknown): readonly RateLimitedUse[] {
  const operations = operationId === 'sync' ? operationsIn(body) : [operationId];
  const workouts = operations.filter((each) => each === workout).length;
  return [
    { limit: 'appWrites', key, points: operations.length },
    ...(workouts > 0 ? [{ limit: 'appWorkouts', key, points: workouts } as const] : []),
  ];
}

const operationsIn = (body: unknown): readonly (string | undefined)[] =>
  (body as Readonly<{ commands: readonly Readonly<{ operation?: string }>[] }>).commands.map(
    ({ operation }) => operation,
  );
