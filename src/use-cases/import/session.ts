import { type Context, type Execute, rehearse } from '../../commands/execute.ts';
import { type SessionCommand, session } from '../../commands/session/decider.ts';
import { present, replay } from '../../documents/presence.ts';
import { type SessionDocument, type SessionPresence, sessionFold } from '../../documents/session.ts';
import { DomainError } from '../../errors.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { AccountId, ImportId, SessionId } from '../../events/ids.ts';
import type { SessionEvent } from '../../events/session.ts';
import type { ImportFormat } from '../../events/values.ts';
import type { ImportedSession } from '../../imports/imported.ts';
import type { EventStore } from '../../ports/event-store.ts';
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

const foldOf = (events: readonly SessionRecord[]): SessionPresence => replay(sessionFold, events);

/** The session as it was after `revision` of its events. */
export const documentAt = (events: readonly SessionRecord[], revision: number): SessionDocument =>
  present(foldOf(events.slice(0, revision + 1)), 'session').document;

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
    const makeId = (place: string) => deriveId(ms, origin.userId, `${key}:${revision}:${place}`);
    const fold = foldOf(events);
    if (fold.kind === 'absent') {
      return { sessionId, revision, events, plan: planNew(sessionId, origin.importId, workout, makeId) };
    }
    const last = events.at(-1);
    if (fold.kind === 'gone') {
      // What an undo took away comes back under a new id; what the athlete deleted stays deleted.
      if (last && isImported(last)) continue;
      return { sessionId, revision, events, plan: unchanged };
    }
    const base = documentAt(events, events.findLastIndex(isImported));
    return { sessionId, revision, events, plan: planChange(base, workout, fold.document, makeId, 'overwrite') };
  }
}

/** What would be carried out, were it carried out now. */
export function rehearsed(located: Located, context: Context): Located {
  rehearse(session, located.events, located.plan.commands, context);
  return located;
}

/**
 * Carries a plan out; where the session has moved on since, plans again. Answers what went in. `reach` notes a session
 * that the workout has come to meanwhile, because an undo took the first one away.
 */
export async function apply(
  ports: Ports,
  origin: Origin,
  workout: ImportedSession,
  located: Located,
  context: Context,
  reach: (sessionId: SessionId) => Promise<unknown>,
): Promise<Located> {
  let known: Located | null = located;
  return insistently(async () => {
    const current = known ?? (await locate(ports, origin, workout));
    known = null;
    if (current.sessionId !== located.sessionId) await reach(current.sessionId);
    await executeInParts(ports.execute, current, context);
    return current;
  });
}

/** An undo of an import, whose events tell by `undoId` that they are its own. */
export type Undo = Readonly<{ importId: ImportId; undoId: string }>;

/**
 * Takes back what one import did to one session: deletes what it made, else leads back to what was before it. What
 * this undo has done already, before it broke off, is not done again. `context` is caused by `undoId`.
 */
export async function takeBack(ports: Ports, undo: Undo, sessionId: SessionId, context: Context): Promise<void> {
  return insistently(async () => {
    const events = (await ports.store.read(`session-${sessionId}`)) as readonly SessionRecord[];
    const fold = foldOf(events);
    const first = events.findIndex(causedBy(undo.importId));
    if (first < 0 || fold.kind !== 'present') return;
    const revision = events.length - 1;
    const commands = first === 0 ? [deletion] : reversal(ports, undo, events, first, fold.document);
    await executeInParts(ports.execute, { sessionId, revision, events, plan: { ...unchanged, commands } }, context);
  });
}

const causedBy =
  (id: string) =>
  ({ metadata }: SessionRecord): boolean =>
    metadata.$causationId === id;

const deletion: SessionCommand = { type: 'DeleteSession', data: {} };

function reversal(
  { deriveId }: Ports,
  { importId, undoId }: Undo,
  events: readonly SessionRecord[],
  first: number,
  current: SessionDocument,
): readonly SessionCommand[] {
  const before = documentAt(events, first - 1);
  const last = events.findLastIndex(causedBy(importId));
  const base = documentAt(events, last);
  const begun = [...events.slice(0, last + 1), ...events.slice(last + 1).filter(causedBy(undoId))];
  const makeId = (place: string) =>
    deriveId(Date.parse(base.startedAt), base.userId, `${base.id}:${undoId}:${last}:${place}`);
  // What the athlete changed since the import is the athlete's, and stays.
  return planChange(base, wantedOf(before), current, makeId, 'yield', documentAt(begun, begun.length - 1)).commands;
}

/** The session was changed, or deleted, since it was read. */
const movedOn = (error: unknown): boolean =>
  error instanceof DomainError && (error.code === 'revision-mismatch' || error.code === 'session-not-found');

/** Begins anew whenever the session has moved on meanwhile. */
async function insistently<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!movedOn(error)) throw error;
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
