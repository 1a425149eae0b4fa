import { ServerInterceptingCall, type ServerInterceptor, status } from '@grpc/grpc-js';

/** The calls that clients have open. An orderly stop answers each of them with a status before it closes connections. */
export type OpenCalls = {
  /** Registers each call until it ends. After `cancelAll` it refuses new calls. */
  readonly interceptor: ServerInterceptor;
  /** Ends all open calls with the status CANCELLED, as a real EventStoreDB node does when it stops. */
  cancelAll(): void;
};

const stopping = { details: 'The server is shutting down.', metadata: null };

export function createOpenCalls(): OpenCalls {
  const open = new Set<ServerInterceptingCall>();
  let isStopping = false;
  const interceptor: ServerInterceptor = (_method, call) => {
    const tracked: ServerInterceptingCall = new ServerInterceptingCall(call, {
      start(next) {
        if (isStopping) return call.sendStatus({ code: status.UNAVAILABLE, ...stopping });
        open.add(tracked);
        next({
          onCancel() {
            open.delete(tracked);
          },
        });
      },
      sendMessage(message, next) {
        if (open.has(tracked)) next(message);
      },
      // A call has one status: what its handler answers after `cancelAll` is dropped.
      sendStatus(value, next) {
        if (open.delete(tracked)) next(value);
      },
    });
    return tracked;
  };
  return {
    interceptor,
    cancelAll() {
      isStopping = true;
      for (const call of open) call.sendStatus({ code: status.CANCELLED, ...stopping });
    },
  };
}
