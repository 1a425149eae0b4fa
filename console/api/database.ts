import type { ClientStorage } from '../../client/irontrack.ts';
import { inTurnOfTabs } from './locks.ts';

const storeName = 'values';
let opening: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('irontrack', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

/** Runs one request. It resolves once the transaction is complete: what was written is then kept. */
async function run<Value>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<Value>): Promise<Value> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(storeName, mode, { durability: 'strict' });
    const request = ask(transaction.objectStore(storeName));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

const read = (key: string): Promise<unknown> => run('readonly', (store) => store.get(key));
const write = (key: string, value: unknown): Promise<unknown> => run('readwrite', (store) => store.put(value, key));

/** Values that this browser keeps for one account, apart from those of other accounts. */
export type AccountStorage = ClientStorage &
  Readonly<{
    load: <Value>(key: string) => Promise<Value | null>;
    keep: (key: string, value: unknown) => Promise<void>;
  }>;

export function createAccountStorage(accountId: () => string): AccountStorage {
  const own = (key: string) => `${accountId()}/${key}`;
  return {
    get: async (key) => ((await read(own(key))) as string | undefined) ?? null,
    set: async (key, value) => void (await write(own(key), value)),
    inTurn: inTurnOfTabs,
    load: async <Value>(key: string) => ((await read(own(key))) as Value | undefined) ?? null,
    keep: async (key, value) => void (await write(own(key), value)),
  };
}

/** Forgets everything that this browser keeps for the account. */
export async function forgetAccount(accountId: string): Promise<void> {
  await run('readwrite', (store) => store.delete(IDBKeyRange.bound(`${accountId}/`, `${accountId}0`)));
}

/** Who has used this browser last, to open the application without network. */
export const lastAccount = {
  read: (): Promise<unknown> => read('last-account'),
  write: (value: unknown): Promise<unknown> => write('last-account', value),
  remove: (): Promise<unknown> => run('readwrite', (store) => store.delete('last-account')),
};
