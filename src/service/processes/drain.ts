import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { Logger } from '../../ports/logger.ts';

/** How many milliseconds the open requests have left after a stop signal. */
const drainMs = 5_000;
/** How often connections without a request are closed during that time. */
const sweepMs = 100;

type Options = Readonly<{ logger: Logger; lingerMs: number }>;

/**
 * Creates the function that ends a server: it accepts no further connections, answers the open requests, and closes each
 * connection with its next answer. Connections without a request stay open for `lingerMs`: a proxy may just be sending a
 * request into one of them, which would be lost.
 */
export function createDrain(server: Server, { logger, lingerMs }: Options): () => Promise<void> {
  const responses = createOpenResponses();
  server.on('request', (_request, response) => responses.add(response));
  return async () => {
    const closed = once(server, 'close');
    for (const response of responses.all()) announceEnd(response);
    server.prependListener('request', (_request, response) => announceEnd(response));
    // `close` of a server for HTTP would also close the connections without a request.
    NetServer.prototype.close.call(server);
    let sweep: NodeJS.Timeout | undefined;
    const linger = setTimeout(() => {
      server.closeIdleConnections();
      sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
    }, lingerMs);
    const timeout = setTimeout(() => {
      logger.warn('Closed connections whose requests did not finish in time');
      server.closeAllConnections();
    }, drainMs);
    await closed;
    for (const each of [linger, timeout, sweep]) clearTimeout(each);
  };
}

/**
 * Creates the list of the responses that are not closed yet. A place in it is used again. A `Set` would get new memory each
 * time that it has deleted as many members as it can hold, and V8 keeps what the old memory refers to until its next full
 * collection: half of all responses with their requests, which doubled the processor time of a request.
 */
function createOpenResponses() {
  const places: (ServerResponse | null)[] = [];
  const free: number[] = [];
  return {
    add(response: ServerResponse): void {
      const place = free.pop() ?? places.length;
      places[place] = response;
      response.once('close', () => {
        places[place] = null;
        free.push(place);
      });
    },
    all: () => places.filter((response) => response !== null),
  };
}

/** Tells the client, with the headers of the response, that the connection ends after it. */
function announceEnd(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
