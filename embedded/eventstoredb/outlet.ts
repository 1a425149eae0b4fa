import type { ServerWritableStream } from '@grpc/grpc-js';

/** The sending side of a call that answers with many messages. */
export type Outlet = {
  send(message: Buffer): void;
  /** Waits until the reader has taken in what was sent, and lets others have a turn. */
  flushed(): Promise<void>;
  /** Waits for the next commit. */
  committed(): Promise<void>;
  /** False once the reader has gone; nothing may touch the store then, as the server may be closing. */
  isOpen(): boolean;
};

export function createOutlet<Request>(
  call: ServerWritableStream<Request, Buffer>,
  onCommit: (listener: () => void) => () => void,
): Outlet {
  let full = false;
  let resume: () => void = () => {};
  call.on('drain', () => resume());
  call.on('cancelled', () => resume());
  call.on('close', () => resume());
  const isOpen = () => !call.cancelled && !call.destroyed && !call.writableEnded;
  return {
    isOpen,
    send(message) {
      full = !call.write(message);
    },
    flushed: () =>
      new Promise((resolve) => {
        if (!full || !isOpen()) return setImmediate(resolve);
        resume = resolve;
      }),
    committed: () =>
      new Promise((resolve) => {
        if (!isOpen()) return resolve();
        const forget = onCommit(() => resume());
        resume = () => {
          forget();
          resolve();
        };
      }),
  };
}
