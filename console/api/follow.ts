import { eventsIn } from '../../client/events.ts';
import { abortable } from '../../client/wait.ts';

type Stream = ReadableStream<Uint8Array>;

const [shortestMs, longestMs] = [500, 30_000];

/**
 * Reads a stream of server-sent events until the signal is aborted. A stream that ends is opened again: without network, and
 * with too many open pages of the account, a later attempt may succeed.
 */
export async function follow(
  open: (signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
  onEvent: (data: string) => void,
): Promise<void> {
  let waitMs = shortestMs;
  while (!signal.aborted) {
    try {
      for await (const data of eventsIn((await open(signal)) as Stream)) {
        waitMs = shortestMs;
        onEvent(data);
      }
    } catch {
      waitMs = Math.min(waitMs * 2, longestMs);
    }
    await abortable(waitMs, signal).catch(() => {});
  }
}
