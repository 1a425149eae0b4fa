import { DomainError } from '../../errors.ts';
import { silent, translateOutage } from './outage.ts';

/**
 * Does work on the event store within a time limit, and translates its outages. The deadlines of single calls are not
 * enough, because the client may wait for a connection without any.
 */
export async function bounded<Result>(milliseconds: number, work: () => Promise<Result>): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DomainError('unavailable', silent)), milliseconds);
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    throw translateOutage(error);
  } finally {
    clearTimeout(timer);
  }
}

type Asking = Readonly<{ everyMs: number; ask: () => Promise<unknown> }>;

/**
 * Waits for an answer, and meanwhile asks the event store again and again whether it is ready. Throws when it is not,
 * because a node that is not ready may never answer an append.
 */
export async function whileAnswering<Answer>(answer: Promise<Answer>, { everyMs, ask }: Asking): Promise<Answer> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  let isAnswered = false;
  let timer: NodeJS.Timeout | undefined;
  // A timer of its own, because aborting a promised delay creates an error each time, which every append would pay for.
  const askLater = () => {
    if (isAnswered) return;
    timer = setTimeout(() => void ask().then(askLater, reject), everyMs);
  };
  askLater();
  try {
    return await Promise.race([answer, silence]);
  } finally {
    isAnswered = true;
    clearTimeout(timer);
  }
}
