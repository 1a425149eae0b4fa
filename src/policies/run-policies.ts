import { DomainError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Decrypt, Log, SealedEvent } from '../ports/log.ts';
import type { Logger } from '../ports/logger.ts';
import type { PolicyCheckpoints } from '../ports/policy-checkpoints.ts';
import type { Policy } from './policy.ts';

export type PolicyOptions = Readonly<{
  log: Log;
  open: Decrypt;
  clock: Clock;
  checkpoints: PolicyCheckpoints;
  logger: Pick<Logger, 'warn' | 'error'>;
  /** Waits, or less when aborted. */
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}>;

const outageMs = 1_000;
/** At most this long after what looks like a defect, which may yet pass. */
const longestMs = 60_000;

/**
 * Runs a policy over the log until aborted. Its checkpoint moves once its command was accepted or refused for good, so that it may act
 * twice after a crash, under the same key, but never not at all. What can't be had now is waited for.
 */
export async function runPolicy(options: PolicyOptions, policy: Policy, signal: AbortSignal): Promise<void> {
  const { log, checkpoints, logger, pause } = options;
  while (!signal.aborted) {
    try {
      for await (const item of log.follow(await checkpoints.read(policy.name), signal, policy.whenever)) {
        if ('stream' in item && !(await actOn(options, policy, item, signal))) break;
        await checkpoints.move(policy.name, item.position);
      }
    } catch (error) {
      logger.warn('A policy waits for a service', { policy: policy.name, error });
    }
    await pause(outageMs, signal);
  }
}

/**
 * Whether the event is dealt with; false only when aborted. Only a refusal is final: what is not done for any other reason, a defect
 * included, is tried until it is done, for to skip it is to leave it undone for good.
 */
async function actOn(
  { open, clock, logger, pause }: PolicyOptions,
  { name, ageMs, act }: Policy,
  sealed: SealedEvent,
  signal: AbortSignal,
): Promise<boolean> {
  await pause(Date.parse(sealed.recordedAt) + ageMs - Date.parse(clock()), signal);
  for (let tries = 0; !signal.aborted; tries += 1) {
    try {
      const [event] = await open([sealed]);
      if (event) await act(event, `${name}:${event.id}`);
      return true;
    } catch (error) {
      const fields = { policy: name, event: sealed.id, error };
      const isDefect = !(error instanceof DomainError);
      if (isDefect) logger.error('A policy fails, and tries again', fields);
      else if (waits.has(error.code)) logger.warn('A policy could not act yet', fields);
      else {
        logger.error('A policy was refused, and goes on without', fields);
        return true;
      }
      await pause(isDefect ? Math.min(outageMs * 2 ** tries, longestMs) : outageMs, signal);
    }
  }
  return false;
}

const waits: ReadonlySet<string> = new Set(['unavailable', 'concurrent-change', 'read-model-behind']);
