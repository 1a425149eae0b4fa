import type { RecordedEvent } from '../../events/event.ts';
import type { AuditPorts } from './history.ts';

/**
 * Reads the names of the apps that have caused events, and returns a function that knows them. An event names the grant
 * of an app in the place of a sign-in.
 */
export async function readAppNames(
  { appGrants }: Pick<AuditPorts, 'appGrants'>,
  events: readonly RecordedEvent[],
): Promise<(event: RecordedEvent) => string | null> {
  const sessions = events.flatMap(({ metadata }) => metadata.actor.session ?? []);
  const names = sessions.length > 0 ? await appGrants.appNames([...new Set(sessions)]) : new Map<string, string>();
  return ({ metadata }) => names.get(metadata.actor.session ?? '') ?? null;
}
