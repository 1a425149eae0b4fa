import { EventStoreDBClient } from '@eventstore/db-client';

/** The event store refuses this process or its settings. The message says in words what to change. */
export class EventStoreRefusal extends Error {
  override readonly name = 'EventStoreRefusal';
}

/**
 * Defaults for the options of discovery, in seconds and attempts. A command must learn within its time that a cluster has
 * no leader, so a node that does not answer is passed over soon.
 */
const defaults = { gossipTimeout: '1', maxDiscoverAttempts: '3' };

/**
 * Creates the client of EventStoreDB. A process needs only one: all clients of a process share one table of pending
 * appends.
 */
export function connectEventStore(url: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(clientUrlOf(url));
  } catch (error) {
    // The client's own message may repeat the connection string, and with it the password.
    const isFile = error instanceof Error && /certificate|userCertFile/i.test(error.message);
    throw new EventStoreRefusal(
      isFile
        ? `EVENTSTORE_URL: ${error.message}`
        : 'EVENTSTORE_URL is no connection string like esdb://user:password@host:2113?tls=true.',
    );
  }
}

/** The connection string as the client reads it: it knows the older names of the schemes only. */
export function clientUrlOf(url: string): string {
  const known = url.replace(/^kurrentdb(\+discover)?:/, 'esdb$1:');
  const given = (known.split('?')[1] ?? '').toLowerCase().replace(/[_-]/g, '');
  const missing = Object.entries(defaults).filter(([name]) => !given.includes(`${name.toLowerCase()}=`));
  const added = missing.map(([name, value]) => `${name}=${value}`).join('&');
  return added === '' ? known : `${known}${known.includes('?') ? '&' : '?'}${added}`;
}
