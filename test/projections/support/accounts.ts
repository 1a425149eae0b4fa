import { type AccountDocument, accountFold } from '../../../src/documents/account.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import type { AccountEvent } from '../../../src/events/account.ts';
import type { RecordedEvent } from '../../../src/events/event.ts';
import { parseStream } from '../../../src/events/streams.ts';
import { decryptPersonal } from '../../../src/infra/log/personal-data.ts';
import type { Decrypt, SealedEvent } from '../../../src/ports/log.ts';
import { readPlainly, replayPlainly } from '../../support/plain-events.ts';
import { firstCredentialId } from '../../support/specification.ts';
import type { NewEvent } from './memory-log.ts';
import { ownerId } from './training.ts';

export const accountStream = (owner: number): string => `account-${ownerId(owner)}`;

/** Makes an event in the stream of the account with this number. */
export const accountEvent = (owner: number, { type, data }: AccountEvent, at?: string): NewEvent => ({
  ...{ type, data, stream: accountStream(owner), owner: ownerId(owner) },
  ...(at !== undefined && { at }),
});

type Registration = Readonly<{ email: string; name: string | null; isActive?: boolean; at?: string }>;

export const registration = (owner: number, { email, name, isActive = true, at }: Registration): NewEvent =>
  accountEvent(
    owner,
    {
      type: 'AccountRegistered',
      data: {
        ...{ accountId: ownerId(owner) as AccountDocument['id'], isActive, isSuperuser: false },
        ...{ role: 'application-access', credentialId: firstCredentialId, personal: { email, name } },
      },
    },
    at,
  );

export const erasureOf = (owner: number): NewEvent => accountEvent(owner, { type: 'AccountErased', data: {} });

/** Functions that each make one event of a registered account. A test chooses one by its index. */
const acts: readonly ((value: number) => AccountEvent)[] = [
  (value) => ({ type: 'AccountRenamed', data: { personal: { name: value % 4 ? `N ${value}` : null } } }),
  (value) => ({ type: 'EmailChanged', data: { personal: { email: `b${value}@example.com` } } }),
  () => ({ type: 'AccountDeactivated', data: {} }),
  () => ({ type: 'AccountReactivated', data: {} }),
  () => ({ type: 'SuperuserGranted', data: {} }),
  () => ({ type: 'RoleAssigned', data: { role: 'fitness-trainer' } }),
  () => ({ type: 'SignedOutEverywhere', data: {} }),
  claimLapsed,
];

function claimLapsed(value: number): AccountEvent {
  return { type: 'ClaimLapsed', data: { scope: 'email', key: `key ${value}` } };
}

/**
 * Creates a function that turns random numbers into the events of accounts, each from its registration to its erasure.
 * Before its registration and after its erasure, an account can only get the event that a claim has lapsed.
 */
export function createAccountScript() {
  const states = new Map<number, 'present' | 'erased'>();
  return (owner: number, act: number, value: number): readonly NewEvent[] => {
    const state = states.get(owner);
    if (state === 'erased') return act % 3 === 0 ? [accountEvent(owner, claimLapsed(value))] : [];
    if (!state) {
      if (act % 5 === 0) return [accountEvent(owner, claimLapsed(value))];
      states.set(owner, 'present');
      return [registration(owner, { email: `a${value}@example.com`, name: value % 3 === 0 ? null : `Zoë ${value}` })];
    }
    const chosen = acts[act % 10];
    if (chosen) return [accountEvent(owner, chosen(value))];
    states.set(owner, 'erased');
    return [erasureOf(owner)];
  };
}

/**
 * The documents that the table of the read model `accounts` must contain: folds of the log, made without projections.
 */
export function foldAccounts(events: readonly (RecordedEvent | SealedEvent)[]): Record<string, string | null> {
  const streams = Map.groupBy(
    events.filter(({ stream }) => stream.startsWith('account-')),
    ({ stream }) => stream,
  );
  const entries = [...streams].flatMap(([stream, own]): [string, string | null][] => {
    const account = replayPlainly(accountFold, own);
    const document = documentOf(account);
    return account.kind === 'gone' ? [] : [[parseStream(stream).id, document && JSON.stringify(document)]];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Creates a function that decrypts events as if the data keys of these owners were destroyed. */
export const decryptWithoutKeysOf =
  (owners: ReadonlySet<string>): Decrypt =>
  async (events) =>
    events
      .map(readPlainly)
      .map((event) =>
        owners.has(event.metadata.owner) ? { ...event, data: decryptPersonal(event.data, '', 'erased') } : event,
      );
