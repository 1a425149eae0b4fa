import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';

/** The minimum number of bytes that must arrive in each time window until a request is complete. */
export type Pace = Readonly<{ windowMs: number; leastBytes: number }>;

/** About 1 KiB per second: a large upload may take hours, but an idle one does not hold a connection. */
const leastPace: Pace = { windowMs: 60_000, leastBytes: 65_536 };
const headersMs = 60_000;

/**
 * An HTTP server that waits for a request as long as it makes progress, and for the handler without a limit. Node's own
 * timeouts cannot do that: one limits the whole request, the other counts silence, which also happens during handling.
 */
export function createHttpServer(app: RequestListener, pace = leastPace): Server {
  // With requestTimeout 0, Node limits the headers only if headersTimeout is set explicitly.
  const server = createServer({ requestTimeout: 0, headersTimeout: headersMs }, app);
  return server.on('request', (req, res) => enforcePace(req, res, pace));
}

function enforcePace(req: IncomingMessage, res: ServerResponse, { windowMs, leastBytes }: Pace): void {
  const { socket } = req;
  let before = socket.bytesRead;
  const check = setInterval(() => {
    if (req.complete || socket.destroyed) return clearInterval(check);
    const arrived = socket.bytesRead - before;
    before += arrived;
    // Unread bytes mean that the handler is slow, not the client.
    if (arrived >= leastBytes || req.readableLength > 0) return;
    if (res.headersSent) socket.destroy();
    else res.writeHead(408, { Connection: 'close' }).end();
  }, windowMs).unref();
  req.once('close', () => clearInterval(check));
}
