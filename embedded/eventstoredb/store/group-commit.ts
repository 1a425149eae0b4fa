import type { DatabaseSync } from 'node:sqlite';
import { type Failure, Refusal } from './refusal.ts';

export type GroupCommit = {
  /** Runs `operation` in a transaction that concurrent operations share. Settles once the transaction is durable. */
  submit<Result>(operation: () => Result): Promise<Result>;
  /** Starts to commit. Until then, operations wait. */
  open(): void;
  /** Rejects all queued and all further operations. */
  close(failure: Failure): void;
};

export type CommitListener = {
  committed(): void;
  /** Called after a rollback. Returns the error that the writers get. */
  failed(error: unknown): Error;
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
export function createGroupCommit(db: DatabaseSync, on: CommitListener): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  let queue: Operation[] = [];
  let scheduled = false;
  let isOpen = false;
  let closed: Refusal | undefined;

  const schedule = () => {
    if (scheduled || !isOpen || queue.length === 0) return;
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
      const failure = on.failed(error);
      for (const { fail } of group) fail(failure);
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
    open() {
      isOpen = true;
      schedule();
    },
    close(failure) {
      closed = new Refusal(failure);
      for (const { fail } of queue) fail(closed);
      queue = [];
    },
  };
}
