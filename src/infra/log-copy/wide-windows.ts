import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientHttp2Session } from 'node:http2';

/** How many bytes an event store may have on their way, instead of the 64 KiB of some eighty events. */
const windowBytes = 1_048_576;
const channel = 'http2.client.stream.created';

/**
 * Lets event stores send ahead until it is disposed of, so that a process that also writes does not wait for what it reads. The
 * client of EventStoreDB has no option for that.
 */
export function widenWindows(): Disposable {
  const widened = new WeakSet<ClientHttp2Session>();
  const widen = (message: unknown) => {
    const { session } = (message as Readonly<{ stream: { session?: ClientHttp2Session } }>).stream;
    if (!session || widened.has(session)) return;
    widened.add(session);
    session.setLocalWindowSize(windowBytes);
    session.settings({ initialWindowSize: windowBytes });
  };
  subscribe(channel, widen);
  return { [Symbol.dispose]: () => void unsubscribe(channel, widen) };
}
