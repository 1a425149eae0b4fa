import { signal } from '@preact/signals';
import { api, bodyOf, openStorageOf } from './client.ts';
import { forgetAccount, lastAccount } from './database.ts';
import { isNetworkFailure, isSignedOut } from './online.ts';
import { clearOutbox } from './outbox.ts';
import { clearQueries } from './query.ts';
import type { Schemas } from './schemas.ts';

export type Account = Schemas['OwnAccount'];

/** Who is signed in: undefined until it is known, null for no one. */
export const account = signal<Account | null | undefined>(undefined);

/** Tells other tabs who is signed in: they have the same cookies, so a tab of another account would act as this one. */
const tabs = new BroadcastChannel('irontrack.account');
tabs.onmessage = ({ data }: MessageEvent<string | null>) => {
  const { value } = account;
  if (value !== undefined && (value?.id ?? null) !== data) location.reload();
};

let lastId: string | null = null;

function enter(found: Account): void {
  // After its sign-in has ended, the same account still sees what was refused.
  if (found.id !== lastId) clearOutbox();
  lastId = found.id;
  openStorageOf(found.id);
  account.value = found;
}

/** Finds out who is signed in. A browser in which no one has signed in asks nothing. */
export async function findAccount(): Promise<void> {
  if ((await lastAccount.read()) === undefined) account.value = null;
  else await loadAccount();
}

/** Reads who is signed in. Without network it is who was signed in last. */
export async function loadAccount(): Promise<void> {
  try {
    const found = await bodyOf(api.GET('/api/v1/access/me'));
    enter(found);
    await lastAccount.write(found);
    tabs.postMessage(found.id);
  } catch (error) {
    if (isSignedOut(error)) {
      account.value = null;
      return;
    }
    const last = isNetworkFailure(error) ? ((await lastAccount.read()) as Account | undefined) : undefined;
    if (last === undefined) throw error;
    enter(last);
  }
}

export async function signIn(email: string, password: string): Promise<void> {
  await api.signIn(email, password);
  clearQueries();
  await loadAccount();
}

export async function signUp(body: Schemas['SignUpRequest']): Promise<void> {
  await bodyOf(api.POST('/api/v1/access/signup', { body }));
  await signIn(body.email, body.password);
}

/** Signs out. What the browser keeps of the account is forgotten, and with it what was not sent. */
export async function signOut(): Promise<void> {
  const id = account.value?.id;
  await bodyOf(api.POST('/api/v1/access/logout'));
  await leave(id);
}

/** Forgets the account in this browser after it has ended its own sign-in. */
export async function leave(id = account.value?.id): Promise<void> {
  clearQueries();
  account.value = null;
  await lastAccount.remove();
  if (id) await forgetAccount(id);
  tabs.postMessage(null);
}

/** The sign-in has ended, elsewhere or with a new password, and the same person signs in again. Unsent commands are kept. */
export function signInEnded(): void {
  clearQueries();
  account.value = null;
}
