import { createGroupCommit } from './group-commit.ts';
import { createReads, type Reads } from './reads.ts';
import { openDatabase } from './schema.ts';
import { createStreamStates, type StreamStates } from './stream-states.ts';
import { createWrites, type Writes } from './writes.ts';

/** The log: synchronous reads, and writes that settle once they are durable. */
export type Store = {
  readonly reads: Reads;
  readonly states: StreamStates;
  write<Result>(operation: (writes: Writes) => Result): Promise<Result>;
  /** Calls `listener` after each commit, until the returned function is called. */
  onCommit(listener: () => void): () => void;
  close(): void;
};

/** A real node's log is never empty: it begins with events of the system's own. */
const firstStream = '$$$stats';
const firstMetadata = Buffer.from('{"$maxAge":86400}');

/** Opens the log in a file, or in memory for `:memory:`. */
export function openStore(file: string): Store {
  const db = openDatabase(file);
  const states = createStreamStates(db);
  const reads = createReads(db, states);
  const writes = createWrites(db, states);
  if (reads.head() === 0) {
    const event = {
      id: crypto.randomUUID(),
      type: '$metadata',
      json: true,
      data: firstMetadata,
      metadata: Buffer.alloc(0),
    };
    writes.append(firstStream, 'no_stream', [event]);
  }
  const listeners = new Set<() => void>();
  const commits = createGroupCommit(db, {
    committed: () => {
      for (const listener of listeners) listener();
    },
    rolledBack: () => writes.rolledBack(),
  });
  return {
    reads,
    states,
    write: (operation) => commits.submit(() => operation(writes)),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      commits.close();
      db.close();
    },
  };
}
