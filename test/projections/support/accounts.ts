import { type AccountDocument, accountFold } from '../../../src/documents/account.ts';
import type { AccountEvent } from '../../../src/events/account.ts';
import type { RecordedEvent } from '../../../src/events/event.ts';
import { parseStream } from '../../../src/events/streams.ts';
import { decryptPersonal } from '../../../src/infra/log/personal-data.ts';
import type { Decrypt, SealedEvent } from '../../../src/ports/log.ts';
import { readPlainly, replayPlainly } from '../../support/plain-events.ts';
import { firstCredentialId } from '../../support/specification.ts';
import type { Written } from './memory-log.ts';
import { ownerId } from './training.ts';

export const accountStream = (owner: number): string => `account-${ownerId(owner)}`;

/** An event of an account's own stream. */
export const onAccount = (owner: number, { type, data }: AccountEvent, at?: string): Written => ({
  ...{ type, data, stream: accountStream(owner), owner: ownerId(owner) },
  ...(at !== undefined && { at }),
});

type Told = Readonly<{ email: string; name: string | null; isActive?: boolean; at?: string }>;

export const registration = (owner: number, { email, name, isActive = true, at }: Told): Written =>
  onAccount(
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

export const erasureOf = (owner: number): Written => onAccount(owner, { type: 'AccountErased', data: {} });

/** What an account may go through, told by numbers; the first thing is its registration. After an erasure only a claim may lapse. */
export function accountLog() {
  const standing = new Map<number, 'present' | 'erased'>();
  return (owner: number, act: number, value: number): readonly Written[] => {
    const now = standing.get(owner);
    const lapsed = onAccount(owner, { type: 'ClaimLapsed', data: { scope: 'email', key: `key ${value}` } });
    if (now === 'erased') return act % 3 === 0 ? [lapsed] : [];
    if (!now) {
      if (act % 5 === 0) return [lapsed];
      standing.set(owner, 'present');
      const name = value % 3 === 0 ? null : `Zoë ${value}`;
      return [registration(owner, { email: `a${value}@example.com`, name })];
    }
    switch (act % 10) {
      case 0:
        return [
          onAccount(owner, { type: 'AccountRenamed', data: { personal: { name: value % 4 ? `N ${value}` : null } } }),
        ];
      case 1:
        return [onAccount(owner, { type: 'EmailChanged', data: { personal: { email: `b${value}@example.com` } } })];
      case 2:
        return [onAccount(owner, { type: 'AccountDeactivated', data: {} })];
      case 3:
        return [onAccount(owner, { type: 'AccountReactivated', data: {} })];
      case 4:
        return [onAccount(owner, { type: 'SuperuserGranted', data: {} })];
      case 5:
        return [onAccount(owner, { type: 'RoleAssigned', data: { role: 'fitness-trainer' } })];
      case 6:
        return [onAccount(owner, { type: 'SignedOutEverywhere', data: {} })];
      case 7:
        return [lapsed];
      default:
        standing.set(owner, 'erased');
        return [erasureOf(owner)];
    }
  };
}

/** What the accounts' documents have to be, folded from the log without any of the machinery. */
export function foldedAccounts(events: readonly (RecordedEvent | SealedEvent)[]): Record<string, string | null> {
  const streams = Map.groupBy(
    events.filter(({ stream }) => stream.startsWith('account-')),
    ({ stream }) => stream,
  );
  const entries = [...streams].flatMap(([stream, facts]): [string, string | null][] => {
    const account = replayPlainly(accountFold, facts);
    if (account.kind === 'gone') return [];
    return [[parseStream(stream).id, account.kind === 'present' ? JSON.stringify(account.document) : null]];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Opens events as though the keys of these owners were destroyed. */
export const openWithout =
  (owners: ReadonlySet<string>): Decrypt =>
  async (events) =>
    events
      .map(readPlainly)
      .map((event) =>
        owners.has(event.metadata.owner) ? { ...event, data: decryptPersonal(event.data, '', 'erased') } : event,
      );
