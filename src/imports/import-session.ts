import { type Context, type Execute, rehearse } from '../commands/execute.ts';
import { type SessionCommand, session } from '../commands/session/decider.ts';
import { absentSession, foldSession, type SessionDocument, type SessionFold } from '../documents/session.ts';
import { DomainError } from '../errors.ts';
import type { RecordedEvent } from '../events/event.ts';
import type { AccountId, ImportId, SessionId } from '../events/ids.ts';
import type { ImportFormat } from '../events/import.ts';
import type { SessionEvent } from '../events/session.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { ImportedSession } from './imported.ts';
import { type Plan, planChange, planNew, wantedOf } from './plan.ts';

export type DeriveId = (ms: number, account: string, key: string) => string;
export type Ports = Readonly<{ execute: Execute; store: EventStore; deriveId: DeriveId }>;
/** Which file of whom the sessions come from. */
export type Origin = Readonly<{ userId: AccountId; importId: ImportId; format: ImportFormat }>;

/** What is to be done about one workout of a file, decided at `revision` of its session, which has come to be by `events`. */
export type Located = Readonly<{
  sessionId: SessionId;
  revision: number;
  events: readonly SessionRecord[];
  plan: Plan;
}>;

type SessionRecord = RecordedEvent<SessionEvent>;

/** How often a session may change under an import before it gives up. */
const attempts = 16;
/** Of commands as JSON, in one append; the store takes a MiB of events, and encryption adds a third. */
const maxAppendChars = 300_000;

const unchanged: Plan = { commands: [], added: 0, updated: 0, removed: 0 };

const foldOf = (events: readonly SessionRecord[]): SessionFold => events.reduce(foldSession, absentSession);

/** The session as it was after `revision` of its events. */
export function documentAt(events: readonly SessionRecord[], revision: number): SessionDocument {
  const fold = foldOf(events.slice(0, revision + 1));
  if (fold.kind === 'absent') throw new Error('A session without events has no document');
  return fold.document;
}

const isImported = ({ metadata }: SessionRecord): boolean => metadata.actor.via === 'import';

/** Finds the session that a workout became earlier, and plans what has changed in the file since. */
export async function locate({ store, deriveId }: Ports, origin: Origin, workout: ImportedSession): Promise<Located> {
  const ms = Date.parse(`${workout.localStart}Z`);
  for (let generation = 0; ; generation += 1) {
    const key = `${origin.format}:${workout.key}:${generation}`;
    const sessionId = deriveId(ms, origin.userId, key) as SessionId;
    const events = (await store.read(`session-${sessionId}`)) as readonly SessionRecord[];
    const revision = events.length - 1;
    // New ids are the same for the same state, so that a plan made twice is one plan.
    let made = 0;
    const makeId = () => deriveId(ms, origin.userId, `${key}:${revision}:${made++}`);
    const fold = foldOf(events);
    if (fold.kind === 'absent') {
      return { sessionId, revision, events, plan: planNew(sessionId, origin.importId, workout, makeId) };
    }
    const last = events.at(-1);
    if (fold.kind === 'deleted') {
      // What an undo took away comes back under a new id; what the athlete deleted stays deleted.
      if (last && isImported(last)) continue;
      return { sessionId, revision, events, plan: unchanged };
    }
    const base = documentAt(events, events.findLastIndex(isImported));
    return { sessionId, revision, events, plan: planChange(base, workout, fold.document, makeId, 'overwrite') };
  }
}

/** The plan that would go in, were it carried out now. */
export function rehearsed({ events, plan }: Located, context: Context): Plan {
  rehearse(session, events, plan.commands, context);
  return plan;
}

/** Carries a plan out; where the session has moved on since, plans again. Answers the plan that went in. */
export async function apply(
  ports: Ports,
  origin: Origin,
  workout: ImportedSession,
  located: Located,
  context: Context,
): Promise<Plan> {
  let known: Located | null = located;
  return insistently(async () => {
    const current = known ?? (await locate(ports, origin, workout));
    known = null;
    await executeInParts(ports.execute, current, context);
    return current.plan;
  });
}

/** Takes back what one import did to one session: deletes what it made, else leads back to what was before it. */
export async function takeBack(
  ports: Ports,
  importId: ImportId,
  sessionId: SessionId,
  context: Context,
): Promise<void> {
  return insistently(async () => {
    const events = (await ports.store.read(`session-${sessionId}`)) as readonly SessionRecord[];
    const fold = foldOf(events);
    const isOurs = ({ metadata }: SessionRecord) => metadata.$causationId === importId;
    const first = events.findIndex(isOurs);
    if (first < 0 || fold.kind !== 'present') return;
    const revision = events.length - 1;
    const commands =
      first === 0 ? [deletion] : reversal(ports, events, first, events.findLastIndex(isOurs), fold.document);
    await executeInParts(ports.execute, { sessionId, revision, events, plan: { ...unchanged, commands } }, context);
  });
}

const deletion: SessionCommand = { type: 'DeleteSession', data: {} };

function reversal(
  { deriveId }: Ports,
  events: readonly SessionRecord[],
  first: number,
  last: number,
  current: SessionDocument,
): readonly SessionCommand[] {
  let made = 0;
  const makeId = () =>
    deriveId(Date.parse(current.startedAt), current.userId, `${current.id}:${events.length}:${made++}`);
  const before = documentAt(events, first - 1);
  // What the athlete changed since the import is the athlete's, and stays.
  return planChange(documentAt(events, last), wantedOf(before), current, makeId, 'yield').commands;
}

/** Begins anew whenever the session has moved on meanwhile. */
async function insistently<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'revision-mismatch')) throw error;
      if (tries < attempts) continue;
      throw new DomainError('concurrent-change', 'Others keep changing a session of this import; try again shortly.');
    }
  }
}

async function executeInParts(execute: Execute, located: Located, context: Context): Promise<void> {
  const { sessionId, revision, plan } = located;
  const all = [...parts(plan.commands)];
  // What a later part is refused for must not leave the earlier ones behind.
  if (all.length > 1) rehearsed(located, context);
  let ifRevision = revision;
  for (const commands of all) {
    const outcome = await execute(session, sessionId, commands, { ...context, ifRevision });
    ifRevision = outcome.revision;
  }
}

function* parts(commands: readonly SessionCommand[]): Generator<SessionCommand[]> {
  let part: SessionCommand[] = [];
  let chars = 0;
  for (const command of commands) {
    const more = JSON.stringify(command).length;
    if (part.length > 0 && chars + more > maxAppendChars) {
      yield part;
      part = [];
      chars = 0;
    }
    part.push(command);
    chars += more;
  }
  if (part.length > 0) yield part;
}
