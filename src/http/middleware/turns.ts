import type { Response } from 'express';
import type { AccountId } from '../../events/ids.ts';
import { HttpError } from '../problem.ts';

/** How many requests of one account run at the same time (0: any number), and how many more wait for their turn. */
export type TurnLimit = Readonly<{ running: number; waiting: number }>;

/**
 * Runs the work of a request when it is the account's turn, and tells it whether it has waited. The turn ends when the
 * work is done and the response has been sent or its connection is closed. Refuses with `too-many-requests` when too
 * many requests wait already.
 */
export type InTurn = (account: AccountId, res: Response, work: (hasWaited: boolean) => Promise<void>) => Promise<void>;

type Account = { running: number; readonly waiting: (() => void)[] };

/**
 * Creates the turns of one kind of request. Work goes on after its client has left, and responses stay in memory until
 * they are read. Both count, so one account can occupy neither all connections to Postgres nor the memory.
 */
export function createTurns({ running, waiting }: TurnLimit): InTurn {
  const accounts = new Map<AccountId, Account>();

  /** Begins a turn. Returns whether the request has waited for it. */
  async function begin(id: AccountId, account: Account, res: Response): Promise<boolean> {
    accounts.set(id, account);
    if (account.running < running) {
      account.running += 1;
      return false;
    }
    if (account.waiting.length >= waiting) throw tooMany();
    await waitIn(account.waiting, res);
    return true;
  }

  function end(id: AccountId, account: Account): void {
    const next = account.waiting.shift();
    if (next) next();
    else account.running -= 1;
    if (account.running === 0) accounts.delete(id);
  }

  return async (id, res, work) => {
    if (running === 0) return work(false);
    const account = accounts.get(id) ?? { running: 0, waiting: [] };
    const hasWaited = await begin(id, account, res);
    try {
      await work(hasWaited);
    } finally {
      if (res.closed) end(id, account);
      else res.once('close', () => end(id, account));
    }
  };
}

/** Waits until it is the turn of a request. A request whose client leaves stops waiting and is refused. */
const waitIn = (waiting: (() => void)[], res: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = () => {
      waiting.splice(waiting.indexOf(begin), 1);
      reject(tooMany());
    };
    const begin = () => {
      res.off('close', leave);
      resolve();
    };
    waiting.push(begin);
    res.once('close', leave);
  });

const tooMany = () =>
  new HttpError('too-many-requests', 'This account has too many requests at the same time.', { 'Retry-After': '1' });
