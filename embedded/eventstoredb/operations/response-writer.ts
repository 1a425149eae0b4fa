import type { ServerWritableStream } from '@grpc/grpc-js';

/** Writes the responses of a call that answers with a stream of messages. */
export type ResponseWriter = {
  send(message: Buffer): void;
  /** Resolves when the client has room for more messages, and after other work of the event loop. */
  drained(): Promise<void>;
  /** Resolves at the next commit. */
  nextCommit(): Promise<void>;
  /** False once the client has gone. The store must not be used then, because the server may be closing it. */
  isOpen(): boolean;
};

export function createResponseWriter<Request>(
  call: ServerWritableStream<Request, Buffer>,
  onCommit: (listener: () => void) => () => void,
): ResponseWriter {
  let full = false;
  let resume: () => void = () => {};
  for (const event of ['drain', 'cancelled', 'close']) call.on(event, () => resume());
  const isOpen = () => !call.cancelled && !call.destroyed && !call.writableEnded;
  return {
    isOpen,
    send(message) {
      full = !call.write(message);
    },
    drained: () =>
      new Promise((resolve) => {
        if (!full || !isOpen()) return setImmediate(resolve);
        resume = resolve;
      }),
    nextCommit: () =>
      new Promise((resolve) => {
        if (!isOpen()) return resolve();
        const removeListener = onCommit(() => resume());
        resume = () => {
          removeListener();
          resolve();
        };
      }),
  };
}
