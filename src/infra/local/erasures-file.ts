import { createHmac, timingSafeEqual } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AccountId } from '../../events/ids.ts';
import { subkey } from './subkey.ts';

/**
 * The file that lists erased accounts outside the log and the database, so that a backup from before an erasure can be restored
 * without the account. Each line is the id of an account and an HMAC, so that only this installation can add one.
 */
export type ErasuresFile = Readonly<{
  /** Adds an account, which is on the disk when this resolves. */
  add: (account: AccountId) => Promise<void>;
  /** The accounts of this installation in the file; none without a file. */
  read: () => Promise<readonly AccountId[]>;
}>;

export const erasuresFile = 'erasures.log';

export function createErasuresFile(path: string, root: Uint8Array): ErasuresFile {
  const key = subkey(root, 'erasures');
  const hmacOf = (account: string) => createHmac('sha256', key).update(account).digest();
  const isGenuine = (account: string, hmac: string): boolean => {
    const [given, right] = [Buffer.from(hmac, 'hex'), hmacOf(account)];
    return given.length === right.length && timingSafeEqual(given, right);
  };
  const readText = () =>
    readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
  return {
    async add(account) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // A crash or a full disk may have left a part of a line, which must not become the beginning of this one.
      const start = /[^\n]$/.test(await readText()) ? '\n' : '';
      await appendFile(path, `${start}${account} ${hmacOf(account).toString('hex')}\n`, { mode: 0o600, flush: true });
    },
    async read() {
      const lines = (await readText()).split('\n').map((line) => line.split(' ', 2));
      const accounts = lines.flatMap(([account = '', hmac = '']) => (isGenuine(account, hmac) ? [account] : []));
      return [...new Set(accounts)] as AccountId[];
    },
  };
}
