import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';

/** How fast a request must arrive: until it is complete, each time window must bring at least this number of bytes. */
export type Pace = Readonly<{ windowMs: number; leastBytes: number }>;

/**
 * The default pace, about 1 KiB per second: a large upload may last for hours, but an idle client cannot hold a
 * connection.
 */
const leastPace: Pace = { windowMs: 60_000, leastBytes: 65_536 };
const headersMs = 60_000;
/** How long a client may read nothing of a response, which is in memory until it is read. */
const unreadMs = 60_000;

/**
 * An HTTP server that waits for a request as long as data keeps arriving, for a client as long as it keeps reading, and
 * for the handler without a limit. Node's own timeouts cannot do that: one limits the duration of the whole request, the
 * other ends a silent connection even while the handler works.
 */
export function createHttpServer(app: RequestListener, pace = leastPace, unreadLimitMs = unreadMs): Server {
  // When requestTimeout is 0, Node limits the time for the headers only if headersTimeout is set explicitly.
  const server = createServer({ requestTimeout: 0, headersTimeout: headersMs }, app);
  return server.on('request', (req, res) => {
    enforcePace(req, res, pace);
    closeUnread(res, unreadLimitMs);
  });
}

/** Closes the connection when nothing of a response was read within the time. */
function closeUnread(res: ServerResponse, limitMs: number): void {
  // Node also emits `timeout` while the handler works without a word; then no byte waits for the client.
  res.setTimeout(limitMs, () => {
    if (res.socket && res.socket.writableLength > 0) res.socket.destroy();
  });
}

function enforcePace(req: IncomingMessage, res: ServerResponse, { windowMs, leastBytes }: Pace): void {
  const { socket } = req;
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
