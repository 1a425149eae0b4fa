import type { DatabaseSync } from 'node:sqlite';
import type { DisturbSubscription } from '../imitation/disturb-subscription.ts';
import { createGroupCommit } from './group-commit.ts';
import { checkFile } from './integrity.ts';
import { createReads, type Reads } from './reads.ts';
import { Refusal } from './refusal.ts';
import { openDatabase } from './schema.ts';
import { isDamage, messageOf } from './sqlite-error.ts';
import { createStreamStates, type StreamStates } from './stream-states.ts';
import { createWrites, type Writes } from './writes.ts';

/** The log: reads are synchronous; a write settles once it is durable. */
export type Store = {
  readonly reads: Reads;
  readonly states: StreamStates;
  write<Result>(operation: (writes: Writes) => Result): Promise<Result>;
  /** Calls `listener` after each commit. The function that this returns removes the listener. */
  onCommit(listener: () => void): () => void;
  /** Only in tests: replaces the cursor of a subscription by one that behaves like that of a real node. */
  readonly disturb?: DisturbSubscription;
  close(): void;
};

const firstStream = '$$$stats';

/** The first event of a new log. The log of a real EventStoreDB node is never empty: it begins with system events. */
const firstEvent = () => ({
  id: crypto.randomUUID(),
  type: '$metadata',
  json: true,
  data: Buffer.from('{"$maxAge":86400}'),
  metadata: Buffer.alloc(0),
});

/** Reports that commits fail when they begin to fail, and that they succeed again. */
function createCommitLog(log: (line: string) => void) {
  let isFailing = false;
  return {
    succeeded() {
      if (isFailing) log('The event store writes again.');
      isFailing = false;
    },
    failed(reason: string) {
      if (!isFailing) log(reason);
      isFailing = true;
    },
  };
}

/**
 * Opens the log in a file, or in memory if `file` is `:memory:`. Once the file is known to be damaged, it can only be
 * read. `log` writes messages for the operator.
 */
export function openStore(file: string, log: (line: string) => void = () => {}): Store {
  const db = openDatabase(file);
  try {
    return createStore(db, file, log);
  } catch (cause) {
    db.close();
    throw new Error(`The event store's file ${file} cannot be read. ${messageOf(cause)}`, { cause });
  }
}

function createStore(db: DatabaseSync, file: string, log: (line: string) => void): Store {
  const listeners = new Set<() => void>();
  const commitLog = createCommitLog(log);
  let isDamaged = false;
  const damaged = (reason: string) => {
    if (isDamaged) return;
    isDamaged = true;
    const message = `The event store's file ${file} is damaged, so nothing is appended to it. ${reason}`;
    log(message);
    commits.close({ kind: 'damaged', message });
  };
  const commits = createGroupCommit(db, {
    committed: () => {
      commitLog.succeeded();
      for (const listener of listeners) listener();
    },
    failed: (error) => {
      writes.rolledBack();
      if (isDamage(error)) damaged(messageOf(error));
      const message = `The event store cannot write: ${messageOf(error)}.`;
      commitLog.failed(message);
      return new Refusal({ kind: 'not-written', message });
    },
  });
  const states = createStreamStates(db);
  const reads = createReads(db, states, damaged);
  const writes = createWrites(db, states);
  const stopCheck = checkFile(db, file, { sound: commits.open, damaged });
  if (reads.head() === 0) writes.append(firstStream, 'no_stream', [firstEvent()]);
  return {
    reads,
    states,
    write: (operation) => commits.submit(() => operation(writes)),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      stopCheck();
      commits.close({ kind: 'unavailable', message: 'The server is shutting down.' });
      db.close();
    },
  };
}
