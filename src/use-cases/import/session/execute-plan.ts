import type { Context } from '../../../commands/context.ts';
import { rehearse } from '../../../commands/decision.ts';
import type { Execute } from '../../../commands/execute.ts';
import { type SessionCommand, session } from '../../../commands/session/decider.ts';
import { DomainError } from '../../../errors.ts';
import type { Pace } from '../pace.ts';
import type { SessionPlan } from './plan-session.ts';

/** How often the commands for a session are planned again when other requests keep changing it. */
const maxAttempts = 16;

/** The largest append, in characters of JSON. EventStoreDB accepts 1 MiB of events at once; encryption adds a third. */
const maxAppendLength = 300_000;
/** The largest append in commands, which are decided, encrypted and chained without a pause. */
const maxAppendCommands = 80;

/** Each append waits for `breathe`, so that sessions that are changed at the same time are encrypted in different turns. */
export type ExecutionPorts = Readonly<{ execute: Execute; pace: Pace; breathe: () => Promise<void> }>;

/** Refuses planned commands that `executePlan` would refuse, without appending anything. */
export async function rehearsePlan({ events, plan }: SessionPlan, context: Context, pace: Pace): Promise<void> {
  for (const { refusal } of rehearse(session, events, plan.commands, context)) {
    if (refusal) throw refusal;
    await pace(1);
  }
}

/** Leaves out the planned commands that would be refused. The counts remain those of all planned commands. */
export async function withoutRefused(sessionPlan: SessionPlan, context: Context, pace: Pace): Promise<SessionPlan> {
  const { events, plan } = sessionPlan;
  const commands: SessionCommand[] = [];
  for (const { command, refusal } of rehearse(session, events, plan.commands, context)) {
    if (!refusal) commands.push(command);
    await pace(1);
  }
  return { ...sessionPlan, plan: { ...plan, commands } };
}

/**
 * Sends the planned commands of one session. Refuses with `revision-mismatch` if the session is not at the revision for
 * which the commands were planned.
 */
export async function executePlan(
  { execute, pace, breathe }: ExecutionPorts,
  sessionPlan: SessionPlan,
  context: Context,
): Promise<void> {
  const { sessionId, revision, plan } = sessionPlan;
  const appends = [...splitCommands(plan.commands)];
  // The commands may need several appends. If a later one would be rejected, the earlier ones must not reach the log
  // either.
  if (appends.length > 1) await rehearsePlan(sessionPlan, context, pace);
  let ifRevision = revision;
  for (const commands of appends) {
    const outcome = await execute(session, sessionId, commands, {
      ...{ ...context, ifRevision, beforeAppend: breathe },
      ...(ifRevision === revision && { knownEvents: sessionPlan.events }),
    });
    ifRevision = outcome.revision;
    await pace(commands.length);
  }
}

/** Splits planned commands into groups whose events each fit into one append. */
function* splitCommands(commands: readonly SessionCommand[]): Generator<SessionCommand[]> {
  let group: SessionCommand[] = [];
  let length = 0;
  for (const command of commands) {
    const added = JSON.stringify(command).length;
    if (length + added > maxAppendLength || group.length === maxAppendCommands) {
      if (group.length > 0) yield group;
      group = [];
      length = 0;
    }
    group.push(command);
    length += added;
  }
  if (group.length > 0) yield group;
}

/** Runs `attempt` and repeats it at once when the session was changed or deleted after the attempt had read it. */
export async function retryOnChange<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isChangedSinceRead(error)) throw error;
      if (attempts < maxAttempts) continue;
      throw new DomainError('concurrent-change', 'Other requests keep changing a session of this import. Try again.');
    }
  }
}

const isChangedSinceRead = (error: unknown): boolean =>
  error instanceof DomainError && (error.code === 'revision-mismatch' || error.code === 'session-not-found');
