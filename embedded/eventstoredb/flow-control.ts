import { subscribe } from 'node:diagnostics_channel';
import type { ServerHttp2Session } from 'node:http2';

/** How many bytes a client may have on their way, instead of the 64 KiB that are two or three appends of an import. */
const windowBytes = 1_048_576;

/**
 * Lets the clients of this process's servers send more before they wait, so that more appends share a commit. grpc-js has an
 * option for that in clients only.
 */
export function widenWindows(): void {
  const widened = new WeakSet<ServerHttp2Session>();
  subscribe('http2.server.stream.created', (message) => {
    const { session } = (message as Readonly<{ stream: { session?: ServerHttp2Session } }>).stream;
    if (!session || widened.has(session)) return;
    widened.add(session);
    session.setLocalWindowSize(windowBytes);
    session.settings({ initialWindowSize: windowBytes });
  });
}
