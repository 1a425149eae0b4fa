import type { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../protocol/errors.ts';

export type GroupCommit = {
  /** Runs `operation` in a transaction shared with its neighbours; settles when that is durable. */
  submit<Result>(operation: () => Result): Promise<Result>;
  /** Fails what is still waiting. */
  close(): void;
};

type Waiting = { run: () => () => void; fail: (error: unknown) => void };

/** Bounds how long one commit keeps the event loop from reads and pings. */
const MOST_PER_COMMIT = 1_000;

/**
 * Everything that arrives in one turn of the event loop shares a transaction, and thus one wait for the disk. While
 * that lasts, the next group gathers in the sockets.
 */
export function createGroupCommit(
  db: DatabaseSync,
  on: { committed: () => void; rolledBack: () => void },
): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  let waiting: Waiting[] = [];
  let scheduled = false;
  let closed: Refusal | undefined;

  const schedule = () => {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    setImmediate(flush);
  };

  const flush = () => {
    scheduled = false;
    if (closed) return;
    const group = waiting.slice(0, MOST_PER_COMMIT);
    waiting = waiting.slice(MOST_PER_COMMIT);
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
    for (const answer of settle) answer();
    on.committed();
    schedule();
  };

  return {
    submit: (operation) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(closed);
        waiting.push({
          run() {
            try {
              const result = operation();
              return () => resolve(result);
            } catch (error) {
              // A refusal has written nothing and leaves the group alone; anything else undoes it.
              if (!(error instanceof Refusal)) throw error;
              return () => reject(error);
            }
          },
          fail: reject,
        });
        schedule();
      }),
    close() {
      closed = new Refusal({ kind: 'unavailable', message: 'The server is shutting down.' });
      for (const { fail } of waiting) fail(closed);
      waiting = [];
    },
  };
}
