import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Logger } from '../../ports/logger.ts';

/** How many milliseconds the open requests have left after a stop signal. */
const drainMs = 5_000;

/** Stops accepting connections, and closes each open one once its requests are answered or their time is over. */
export async function drain(server: Server, logger: Logger): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timeout = setTimeout(() => {
    logger.warn('Closed connections whose requests did not finish in time');
    server.closeAllConnections();
  }, drainMs);
  await closed;
  clearTimeout(timeout);
}
