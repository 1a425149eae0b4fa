import type { Context } from '../../commands/context.ts';
import { attempts, concurrentChange, type Execute } from '../../commands/execute.ts';
import { session } from '../../commands/session/decider.ts';
import type { EndSession } from '../../commands/session/end-session.ts';
import { DomainError } from '../../errors.ts';
import type { SessionId } from '../../events/ids.ts';

/** What becomes of the active session of an account when another one is started. */
export const replacements = ['complete', 'abort'] as const;
export type Replacement = (typeof replacements)[number];

const commandOf: Readonly<Record<Replacement, EndSession['type']>> = {
  complete: 'CompleteSession',
  abort: 'AbortSession',
};

type Replace = Readonly<{ execute: Execute; context: Context; replacement: Replacement }>;

/**
 * Starts a training session in place of the active one, which ends first. These interleavings are closed:
 *
 * - The start is refused for another reason: it is tried first, so it ends nothing. Only a full quota is found later.
 * - The request is repeated under its idempotency key, perhaps after a third session was started: the start finds itself
 *   in its stream before it looks for the claim, so it ends nothing.
 * - The request is sent twice, and one of the two stops between reading its stream and claiming, while the other one
 *   starts and a third session replaces it: a session is ended only if it is in the way of two starts in a row. So the
 *   new session was not in the log after the other one was seen to be active.
 * - A crash between the end and the start: no session is active, and the repeated request starts its own.
 * - Two devices replace the same session: one of them ends it, and the other one sees that it has ended. One start gets the
 *   claim, and the other one replaces that session too, as the later of the two.
 * - Another device completes, aborts or deletes the active session meanwhile: the start is tried again.
 */
export async function replaceActiveSession<Result>(
  { execute, context, replacement }: Replace,
  start: () => Promise<Result>,
): Promise<Result> {
  // The key and the condition of the request are about the session that it starts.
  const { mark: _mark, ifRevision: _ifRevision, ...plain } = context;
  const end = { type: commandOf[replacement], data: { endedAt: null } } as const;
  let seen: SessionId | null = null;
  for (let tries = 0; tries < 2 * attempts; tries += 1) {
    try {
      return await start();
    } catch (error) {
      const active = activeIn(error);
      if (active === null) throw error;
      if (active === seen) await execute(session, active, [end], plain).catch(ignoreEnded);
      seen = active;
    }
  }
  throw concurrentChange();
}

/** The session because of which a start was refused; null if it was refused for another reason. */
const activeIn = (error: unknown): SessionId | null =>
  error instanceof DomainError && error.code === 'session-active' ? (error.related[0]?.id as SessionId) : null;

function ignoreEnded(error: unknown): void {
  const hasEnded =
    error instanceof DomainError && (error.code === 'session-ended' || error.code === 'session-not-found');
  if (!hasEnded) throw error;
}
