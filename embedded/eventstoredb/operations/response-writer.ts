import type { ServerWritableStream } from '@grpc/grpc-js';

/** Writes the responses of a gRPC call that answers with a stream of messages. */
export type ResponseWriter = {
  send(message: Buffer): void;
  /** Resolves when the client can receive more messages and the event loop has had a chance to do other work. */
  drained(): Promise<void>;
  /** Resolves at the next commit of the store. */
  nextCommit(): Promise<void>;
  /** False once the client has gone. The caller must not use the store then, because the server may be closing it. */
  isOpen(): boolean;
};

export function createResponseWriter<Request>(
  call: ServerWritableStream<Request, Buffer>,
  onCommit: (listener: () => void) => () => void,
): ResponseWriter {
  let full = false;
  let resume: () => void = () => {};
  call.on('drain', () => {
    // A page without events writes nothing, and then nothing else would say that there is room again.
    full = false;
    resume();
  });
  for (const event of ['cancelled', 'close']) call.on(event, () => resume());
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
