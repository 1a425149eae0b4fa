import { bodyOf, createClient } from '../../client/irontrack.ts';
import { createAccountStorage } from './database.ts';

let accountId = 'anyone';

/** The storage and the queue belong to the signed-in account. */
export const openStorageOf = (id: string): void => {
  accountId = id;
};

export const storage = createAccountStorage(() => accountId);

/** The client of the API for this page. It keeps what waits for the network in the database of the browser. */
export const api = createClient({ baseUrl: location.origin, storage, retries: 3, maxDelayMs: 3_000 });
export { bodyOf };
