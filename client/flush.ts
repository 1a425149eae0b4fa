import type { components } from './generated/api.ts';
import { ApiError } from './problem.ts';

type Schemas = components['schemas'];
export type SyncCommand = Schemas['SyncCommand'];
export type SyncAnswer = Schemas['SyncAnswer'];
export type Sync = (commands: readonly SyncCommand[]) => Promise<readonly SyncAnswer[]>;

export type Flushed = Readonly<{
  accepted: readonly SyncAnswer[];
  /** Refused commands are removed from the queue, because the same command would be refused again. */
  refused: readonly Readonly<{ command: SyncCommand; answer: SyncAnswer }>[];
  /** How many commands wait for another command, which may come from another device. */
  waiting: number;
}>;

/** The commands that are stored, in the order in which they were made. */
export type StoredCommands = Readonly<{
  read: () => Promise<readonly SyncCommand[]>;
  remove: (keys: ReadonlySet<string | null>) => Promise<void>;
}>;

const maxBatch = 500;
const tooLarge = 413;

/** Sends the stored commands in batches until only deferred ones are left, and removes those that were answered. */
export async function flushCommands(stored: StoredCommands, sync: Sync): Promise<Flushed> {
  const outcomes = createOutcomes();
  const { deferred } = outcomes;
  let largest = maxBatch;
  for (;;) {
    const waiting = (await stored.read()).filter(({ key }) => !deferred.has(key));
    if (waiting.length === 0) return outcomes.flushed();
    // Deferred commands are sent with the next ones, which may create what they need.
    const batch = [...[...deferred.values()].slice(0, largest - 1), ...waiting].slice(0, largest);
    const answers = await answersTo(batch, sync);
    if (answers === null) {
      // The batch has too many bytes. Half of it may fit.
      largest = Math.ceil(batch.length / 2);
      continue;
    }
    await stored.remove(outcomes.add(batch, answers));
  }
}

/** Collects what has become of the commands. */
function createOutcomes() {
  const accepted: SyncAnswer[] = [];
  const refused: Flushed['refused'][number][] = [];
  const deferred = new Map<string, SyncCommand>();
  return {
    deferred,
    flushed: (): Flushed => ({ accepted, refused, waiting: deferred.size }),
    /** Adds the answers to a batch. Returns the keys of the commands that need not be sent again. */
    add(batch: readonly SyncCommand[], answers: readonly SyncAnswer[]): ReadonlySet<string> {
      const done = new Set<string>();
      for (const [index, answer] of answers.entries()) {
        const command = batch[index];
        if (!command) continue;
        if (answer.outcome === 'deferred') {
          deferred.set(command.key, command);
          continue;
        }
        deferred.delete(command.key);
        done.add(command.key);
        if (answer.outcome === 'accepted') accepted.push(answer);
        else refused.push({ command, answer });
      }
      return done;
    },
  };
}

/** The answers to a batch; null when it is too large. A command that is too large alone is refused. */
async function answersTo(batch: readonly SyncCommand[], sync: Sync): Promise<readonly SyncAnswer[] | null> {
  try {
    return await sync(batch);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === tooLarge)) throw error;
    const [command] = batch;
    if (batch.length > 1 || !command) return null;
    const { status, problem } = error;
    return [{ key: command.key, outcome: 'refused', status, ...(problem && { problem }) }];
  }
}
