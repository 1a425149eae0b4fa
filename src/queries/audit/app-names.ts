import { type AccountDocument, accountFold } from '../../documents/account.ts';
import { documentOf, replay } from '../../documents/presence.ts';
import type { RecordedEvent } from '../../events/event.ts';
import { streamOf } from '../../events/streams.ts';
import type { AuditPorts } from './history.ts';

/** An app that has caused an event, and the name of the account for which it did. */
export type ActingApp = Readonly<{ name: string; for: string }>;

/**
 * Reads which apps have caused events, and returns a function that knows them. An event names the grant of an app in the
 * place of a sign-in.
 */
export async function readActingApps(
  { appGrants, store }: Pick<AuditPorts, 'appGrants' | 'store'>,
  events: readonly RecordedEvent[],
): Promise<(event: RecordedEvent) => ActingApp | null> {
  const sessions = events.flatMap(({ metadata }) => metadata.actor.session ?? []);
  const apps = sessions.length > 0 ? await appGrants.appNames([...new Set(sessions)]) : new Map<string, string>();
  const names = new Map<string, string>();
  const appOf = ({ metadata }: RecordedEvent) => apps.get(metadata.actor.session ?? '');
  for (const { metadata } of events.filter(appOf)) {
    const { id } = metadata.actor;
    if (names.has(id)) continue;
    const account = documentOf(replay(accountFold, await store.read(streamOf('account', id))));
    names.set(id, account ? nameIn(account, id === metadata.owner) : 'an erased account');
  }
  return (event) => {
    const name = appOf(event);
    return name === undefined ? null : { name, for: names.get(event.metadata.actor.id) ?? '' };
  };
}

/** Several coaches may read the same history. None of them learns the address of another one. */
const nameIn = ({ name, email }: AccountDocument, isOwner: boolean): string =>
  name || (isOwner ? email : 'another account');
