import type { Decider } from '../../commands/decider.ts';
import type { Execute, Outcome } from '../../commands/execute.ts';
import type { ExecuteEach } from '../../commands/execute-each.ts';
import type { Task } from '../../commands/judge-tasks.ts';
import type { Presence } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { AnyEvent } from '../../events/event.ts';
import type { Reply } from '../reply.ts';

/** Calls the handler of a route, which sends its command with the given `execute`. */
type Call = (execute: Execute) => Promise<Reply>;

/** How a call ended: the reply of the handler and the outcome of its command, or what it threw. */
export type Ended = Readonly<{ reply: Reply; outcome: Outcome<unknown> | null }> | Readonly<{ error: unknown }>;

type AnyDecider = Decider<unknown, unknown, AnyEvent, Presence<unknown>>;
type AnyOutcome = Outcome<Presence<unknown>>;

/** A command that a handler has sent and that waits for the commands of the other handlers. */
type Sent = Readonly<{
  decider: AnyDecider;
  id: string;
  task: Task<unknown>;
  answer: PromiseWithResolvers<AnyOutcome>;
}>;

/**
 * Calls handlers whose commands go to one aggregate, and executes their commands together, in this order. A handler
 * thus validates, decides and answers exactly as for a request of its own.
 */
export async function executeTogether(
  { execute, executeEach }: Readonly<{ execute: Execute; executeEach: ExecuteEach }>,
  calls: readonly Call[],
): Promise<readonly Ended[]> {
  const sent: Sent[] = [];
  const ends: Promise<Ended>[] = [];
  for (const call of calls) {
    const { ended, hasSent } = start(call, execute, sent);
    ends.push(ended);
    // The handlers read what they need one after the other, so that a large batch is no burst of reads.
    await hasSent;
  }
  await answerAll(executeEach, sent);
  return Promise.all(ends);
}

/** Starts a handler. `hasSent` resolves when the handler has sent its command or has ended without one. */
function start(call: Call, executeAtOnce: Execute, sent: Sent[]) {
  const waiting = Promise.withResolvers<void>();
  let answer: PromiseWithResolvers<AnyOutcome> | null = null;
  let outcome: AnyOutcome | null = null;
  const execute: Execute = async (decider, id, commands, context) => {
    if (answer) return executeAtOnce(decider, id, commands, context);
    answer = Promise.withResolvers<AnyOutcome>();
    sent.push({ decider: decider as unknown as AnyDecider, id, task: { commands, context }, answer });
    waiting.resolve();
    outcome = await answer.promise;
    // The outcome is that of this handler's decider, whose type the list of commands does not keep.
    return outcome as never;
  };
  const ended = call(execute)
    .then(
      (reply): Ended => ({ reply, outcome }),
      (error: unknown): Ended => ({ error }),
    )
    .finally(() => waiting.resolve());
  return { ended, hasSent: waiting.promise };
}

async function answerAll(executeEach: ExecuteEach, sent: readonly Sent[]): Promise<void> {
  for (const group of Map.groupBy(sent, ({ decider, id }) => `${decider.category} ${id}`).values()) {
    const [first] = group;
    if (!first) continue;
    const { decider, id } = first;
    try {
      const results = await executeEach(
        decider,
        id,
        group.map(({ task }) => task),
      );
      for (const [index, result] of results.entries()) {
        const answer = group[index]?.answer;
        if (result instanceof DomainError) answer?.reject(result);
        else answer?.resolve(result);
      }
    } catch (error) {
      for (const { answer } of group) answer.reject(error);
    }
  }
}
