import { DomainError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Decrypt, Log, SealedEvent } from '../ports/log.ts';
import type { Logger } from '../ports/logger.ts';
import type { PolicyCheckpoints } from '../ports/policy-checkpoints.ts';
import { isPassing } from './act-on-each.ts';
import type { Policy } from './policy.ts';

export type PolicyOptions = Readonly<{
  log: Log;
  decrypt: Decrypt;
  clock: Clock;
  checkpoints: PolicyCheckpoints;
  logger: Pick<Logger, 'warn' | 'error'>;
  /** Waits for the time given; stops waiting when `signal` is aborted. */
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}>;

const outagePauseMs = 1_000;
const maxPauseMs = 60_000;

/**
 * Runs a policy over the log until aborted. Its checkpoint moves only after a command was accepted or finally refused,
 * so no command is lost. A crash may repeat a command, with the same idempotency key.
 */
export async function runPolicy(options: PolicyOptions, policy: Policy, signal: AbortSignal): Promise<void> {
  const { log, checkpoints, logger, pause } = options;
  while (!signal.aborted) {
    try {
      for await (const item of log.follow(await checkpoints.read(policy.name), signal, policy.whenever)) {
        if ('stream' in item && !(await handleEvent(options, policy, item, signal))) break;
        await checkpoints.move(policy.name, item.position);
      }
    } catch (error) {
      logger.warn('Policy waits for a service', { policy: policy.name, error });
    }
    await pause(outagePauseMs, signal);
  }
}

/**
 * Lets the policy act on an event; returns false if aborted before that succeeds. Only a refusal skips the event. An
 * outage or a defect is retried until it is over, because a skipped event would never be handled.
 */
async function handleEvent(
  { decrypt, clock, logger, pause }: PolicyOptions,
  { name, minAgeMs, act }: Policy,
  sealed: SealedEvent,
  signal: AbortSignal,
): Promise<boolean> {
  await pause(Date.parse(sealed.recordedAt) + minAgeMs - Date.parse(clock()), signal);
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const [event] = await decrypt([sealed]);
      if (event) await act(event, `${name}:${event.id}`, signal);
      return true;
    } catch (error) {
      const { level, message, pauseMs } = reactionTo(error, failures);
      logger[level](message, { policy: name, event: sealed.id, error });
      if (pauseMs === null) return true;
      await pause(pauseMs, signal);
    }
  }
  return false;
}

/** How to react to a failed attempt. `pauseMs` is the pause before the next attempt; null skips the event. */
type Reaction = Readonly<{ level: 'warn' | 'error'; message: string; pauseMs: number | null }>;

function reactionTo(error: unknown, failures: number): Reaction {
  if (!(error instanceof DomainError)) {
    const pauseMs = Math.min(outagePauseMs * 2 ** failures, maxPauseMs);
    return { level: 'error', message: 'Policy failed and will retry', pauseMs };
  }
  if (isPassing(error)) return { level: 'warn', message: 'Policy will retry', pauseMs: outagePauseMs };
  return { level: 'error', message: 'Policy was refused and skips the event', pauseMs: null };
}
