import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';

/** How many bytes of a request have to come in each window of time until all of it is there. */
export type Pace = Readonly<{ windowMs: number; leastBytes: number }>;

/** 1 KiB a second: a large file may take hours, and nobody holds a connection for nothing. */
const leastPace: Pace = { windowMs: 60_000, leastBytes: 65_536 };
const headersMs = 60_000;

/**
 * A server that waits for a request for as long as it makes progress, and then for its answer without a bound. Node can
 * bound only the time of a whole request, or that of silence, which is also what comes while an answer is worked on.
 */
export function createHttpServer(app: RequestListener, pace = leastPace): Server {
  // Without a bound on whole requests Node puts none on headers either, unless told to.
  const server = createServer({ requestTimeout: 0, headersTimeout: headersMs }, app);
  return server.on('request', (req, res) => keepPace(req, res, pace));
}

function keepPace(req: IncomingMessage, res: ServerResponse, { windowMs, leastBytes }: Pace): void {
  const { socket } = req;
  let before = socket.bytesRead;
  const look = setInterval(() => {
    if (req.complete || socket.destroyed) return clearInterval(look);
    const came = socket.bytesRead - before;
    before += came;
    // Where something waits to be read, it is we who are slow.
    if (came >= leastBytes || req.readableLength > 0) return;
    if (res.headersSent) socket.destroy();
    else res.writeHead(408, { Connection: 'close' }).end();
  }, windowMs).unref();
  req.once('close', () => clearInterval(look));
}
