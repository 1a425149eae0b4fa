import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How fast a request must arrive: until it is complete, each time window must bring at least this number of bytes. */
export type Pace = Readonly<{ windowMs: number; leastBytes: number }>;

type Limits = Readonly<{
  pace: Pace;
  /** How many milliseconds a client may read nothing of a response, which is in memory until it is read. */
  unreadMs: number;
  /**
   * How many milliseconds a connection without a request stays open. It must be longer than a proxy in front keeps the
   * connection: otherwise the proxy now and then sends a request into a connection that is just being closed.
   */
  keepAliveTimeout: number;
}>;

const defaults: Limits = {
  // About 1 KiB per second: a large upload may last for hours, but an idle client cannot hold a connection.
  pace: { windowMs: 60_000, leastBytes: 65_536 },
  unreadMs: 60_000,
  keepAliveTimeout: 65_000,
};
/** How much longer than an idle connection the headers of a request may last. */
const headersExtraMs = 5_000;

/**
 * An HTTP server that waits for a request as long as data keeps arriving, for a client as long as it keeps reading, and
 * for the handler without a limit. Node's own timeouts cannot do that: one limits the duration of the whole request, the
 * other ends a silent connection even while the handler works.
 */
export function createHttpServer(app: RequestListener, limits: Partial<Limits> = {}): Server {
  const { pace, unreadMs, keepAliveTimeout } = { ...defaults, ...limits };
  // When requestTimeout is 0, Node limits the time for the headers only if headersTimeout is set explicitly.
  const headersTimeout = keepAliveTimeout + headersExtraMs;
  const server = createServer({ requestTimeout: 0, keepAliveTimeout, headersTimeout }, app);
  return server.on('request', (req, res) => {
    enforcePace(req, res, pace);
    res.on('timeout', closeUnread).setTimeout(unreadMs);
  });
}

/** Closes the connection when nothing of a response was read within the time. */
function closeUnread(socket: Socket): void {
  // Node also reports the timeout while the handler works and has sent nothing. Then no byte waits for the client.
  if (socket.writableLength > 0) socket.destroy();
}

function enforcePace(req: IncomingMessage, res: ServerResponse, { windowMs, leastBytes }: Pace): void {
  const { socket, headers } = req;
  // Without one of these headers, the request has no body and is complete.
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
  let before = socket.bytesRead;
  const check = setInterval(() => {
    if (req.complete || socket.destroyed) return clearInterval(check);
    const arrived = socket.bytesRead - before;
    before += arrived;
    // Bytes that arrived but were not read yet mean that the handler is slow, not the client. The client is then not
    // cut off.
    if (arrived >= leastBytes || req.readableLength > 0) return;
    if (res.headersSent) socket.destroy();
    // Destroying the request tells the handler that the rest will not come, so it releases what it holds at once.
    else res.writeHead(408, { Connection: 'close' }).end(() => req.destroy());
  }, windowMs).unref();
  req.once('close', () => clearInterval(check));
}
