import type { Context } from '../commands/context.ts';
import type { Execute } from '../commands/execute.ts';
import { exercise as decider } from '../commands/exercise/decider.ts';
import { session } from '../commands/session/decider.ts';
import { documentOf } from '../documents/presence.ts';
import { DomainError, type ErrorCode, notFound } from '../errors.ts';
import type { AccountId, EntryId, ExerciseId, SessionId } from '../events/ids.ts';
import { mapConcurrently } from './map-concurrently.ts';
import type { ReadAggregate } from './read-aggregate.ts';

/** The entries of a training session that have a name and no exercise. */
export type UnlinkedEntries = Readonly<{ sessionId: SessionId; entryIds: readonly EntryId[] }>;

/** The newest sessions of the athlete with unlinked entries of this name; `total` counts all of them. */
export type ListUnlinked = (
  question: Readonly<{ owner: AccountId; name: string; limit: number }>,
) => Promise<Readonly<{ sessions: readonly UnlinkedEntries[]; total: number }>>;

type Ports = Readonly<{
  execute: Execute;
  readAggregate: ReadAggregate;
  listUnlinked: ListUnlinked;
}>;

export type LinkRequest = Readonly<{ name: string; exerciseId: ExerciseId; context: Context }>;

/** How many sessions and entries were linked to the exercise, and how many sessions are left for the next request. */
export type Linked = Readonly<{ sessions: number; entries: number; remaining: number }>;

/** How many sessions one request links, and how many of them at once. */
const maxSessions = 500;
const concurrency = 4;

/**
 * Links all entries of the athlete's sessions that have this name and no exercise. A second call finds only what is not
 * linked yet.
 */
export const createLinkExercises =
  ({ execute, readAggregate, listUnlinked }: Ports) =>
  async ({ name, exerciseId, context }: LinkRequest): Promise<Linked> => {
    const { by: owner } = context;
    const exercise = documentOf(await readAggregate(decider, exerciseId));
    if (!exercise || !(exercise.isSystem || exercise.createdBy === owner)) throw notFound('exercise');
    const { sessions, total } = await listUnlinked({ owner, name, limit: maxSessions });
    const entries = await mapConcurrently(sessions, concurrency, async ({ sessionId, entryIds }) => {
      const commands = entryIds.map((entryId) => ({ type: 'EditExercise', data: { entryId, exerciseId } }) as const);
      return (await isDone(execute(session, sessionId, commands, context))) ? entryIds.length : 0;
    });
    return {
      sessions: entries.filter((count) => count > 0).length,
      entries: entries.reduce((sum, count) => sum + count, 0),
      remaining: total - sessions.length,
    };
  };

const gone: ReadonlySet<ErrorCode> = new Set(['session-not-found', 'entry-not-found']);

/** Whether a session was changed. One that the athlete has deleted or changed meanwhile is left out. */
async function isDone(change: Promise<unknown>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    if (error instanceof DomainError && gone.has(error.code)) return false;
    throw error;
  }
}
