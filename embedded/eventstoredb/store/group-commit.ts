import type { DatabaseSync } from 'node:sqlite';
import { Refusal } from './refusal.ts';

export type GroupCommit = {
  /** Runs `operation` in a transaction that concurrent operations share. Settles once the transaction is durable. */
  submit<Result>(operation: () => Result): Promise<Result>;
  /** Rejects all queued operations. */
  close(): void;
};

/**
 * A queued operation. `run` returns the function that settles its promise; that function is called after the commit.
 */
type Operation = { run: () => () => void; fail: (error: unknown) => void };

/** The most operations in one commit, because a commit blocks the event loop and so reads and pings. */
const MAX_PER_COMMIT = 1_000;

function createOperation<Result>(
  operation: () => Result,
  resolve: (result: Result) => void,
  reject: (error: unknown) => void,
): Operation {
  return {
    run() {
      try {
        const result = operation();
        return () => resolve(result);
      } catch (error) {
        // A refused operation has written nothing, so the others can be committed; any other error rolls all of them
        // back.
        if (!(error instanceof Refusal)) throw error;
        return () => reject(error);
      }
    },
    fail: reject,
  };
}

/**
 * Creates the queue of writes. All operations that arrive in one turn of the event loop share a transaction and so one
 * disk sync. During that sync, requests for the next transaction wait in the sockets.
 */
export function createGroupCommit(
  db: DatabaseSync,
  on: { committed: () => void; rolledBack: () => void },
): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  let queue: Operation[] = [];
  let scheduled = false;
  let closed: Refusal | undefined;

  const schedule = () => {
    if (scheduled || queue.length === 0) return;
    scheduled = true;
    setImmediate(flush);
  };

  const flush = () => {
    scheduled = false;
    if (closed) return;
    const group = queue.splice(0, MAX_PER_COMMIT);
    let settle: (() => void)[];
    try {
      begin.run();
      settle = group.map(({ run }) => run());
      commit.run();
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      on.rolledBack();
      for (const { fail } of group) fail(error);
      return schedule();
    }
    for (const each of settle) each();
    on.committed();
    schedule();
  };

  return {
    submit: (operation) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(closed);
        queue.push(createOperation(operation, resolve, reject));
        schedule();
      }),
    close() {
      closed = new Refusal({ kind: 'unavailable', message: 'The server is shutting down.' });
      for (const { fail } of queue) fail(closed);
      queue = [];
    },
  };
}
