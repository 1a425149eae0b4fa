import { createGroupCommit } from './group-commit.ts';
import { createReads, type Reads } from './reads.ts';
import { openDatabase } from './schema.ts';
import { createStreamStates, type StreamStates } from './stream-states.ts';
import { createWrites, type Writes } from './writes.ts';

/** The log: reads are synchronous; a write settles once it is durable. */
export type Store = {
  readonly reads: Reads;
  readonly states: StreamStates;
  write<Result>(operation: (writes: Writes) => Result): Promise<Result>;
  /** Calls `listener` after each commit. The function that this returns removes the listener. */
  onCommit(listener: () => void): () => void;
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

/** Opens the log in a file, or in memory if `file` is `:memory:`. */
export function openStore(file: string): Store {
  const db = openDatabase(file);
  const states = createStreamStates(db);
  const reads = createReads(db, states);
  const writes = createWrites(db, states);
  if (reads.head() === 0) writes.append(firstStream, 'no_stream', [firstEvent()]);
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
