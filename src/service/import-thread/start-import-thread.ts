import { extname } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { DomainError } from '../../errors.ts';
import type { Logger } from '../../ports/logger.ts';
import type { JobHooks } from '../../use-cases/import/import-request.ts';
import type { Imports } from './answer-call.ts';
import { type Answer, type Call, errorOf, type LogLine, type Said, type ThreadData } from './calls.ts';

/** Imports and undos that run in a thread of their own. `close` ends it at once: what it was doing can be repeated. */
export type ImportThread = Imports & Readonly<{ close: () => Promise<void> }>;

type Options = Readonly<{
  data: ThreadData;
  logger: Logger;
  /** The thread ends after this time without work, which frees its memory and its connections. @defaultValue 1 min */
  idleMs?: number;
  /** The program of the thread. */
  program?: URL;
}>;

/** How large the young generation of the thread's heap may become, in MiB: otherwise it keeps hundreds of MiB of garbage. */
const maxYoungGenerationSizeMb = 16;

const importThread = new URL(`./import-thread${extname(import.meta.url)}`, import.meta.url);

/** Creates the thread's API. The thread starts with the first call. After it has failed, the next call starts a new one. */
export function createImportThread(options: Options): ImportThread {
  const { idleMs = 60_000 } = options;
  let thread: Worker | null = null;
  let calls = 0;
  let idle: NodeJS.Timeout | undefined;

  const started = (): Worker => (thread ??= startThread(options));
  /** The next call starts another thread. */
  const forget = (ended: Worker) => {
    if (thread === ended) thread = null;
  };
  const end = async () => {
    clearTimeout(idle);
    const ended = thread;
    thread = null;
    await ended?.terminate();
  };
  async function call<Result>(sent: WithoutPort<Call>, hooks: JobHooks | undefined): Promise<Result> {
    calls += 1;
    clearTimeout(idle);
    const { port1: ours, port2: theirs } = new MessageChannel();
    const current = started();
    try {
      current.postMessage({ ...sent, port: theirs }, [theirs]);
      return await resultOf<Result>(ours, hooks, () => forget(current));
    } finally {
      ours.close();
      calls -= 1;
      if (calls === 0) idle = setTimeout(() => void end(), idleMs).unref();
    }
  }
  return {
    run({ source, job, onProgress, onRejected, onWorkout, ...request }) {
      const { descriptor, digest, bytes } = source;
      if (descriptor === undefined) throw new Error('The source of the import is not an open file');
      return call({ kind: 'import', request, file: { descriptor, digest, bytes } }, job);
    },
    undo: ({ job, ...request }) => call({ kind: 'undo', request }, job),
    close: end,
  };
}

type WithoutPort<Each> = Each extends unknown ? Omit<Each, 'port'> : never;

function startThread({ data, logger, program = importThread }: Options): Worker {
  const thread = new Worker(program, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb } });
  thread.on('message', ({ level, message, fields }: LogLine) => logger[level](message, fields));
  thread.on('error', ({ name }) => logger.warn('The thread of the imports has failed', { error: name }));
  // A process that has nothing else to do may end.
  thread.unref();
  return thread;
}

/** Calls the hooks when the thread asks for it, until it says how the call has ended. `onLost`: the thread has ended. */
function resultOf<Result>(port: MessagePort, hooks: JobHooks | undefined, onLost: () => void): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  let whyStopped: unknown;
  const answer = (hook: Promise<void> | undefined) =>
    Promise.resolve(hook).then(
      () => port.postMessage('go on' satisfies Answer),
      (error: unknown) => {
        whyStopped = error;
        port.postMessage('stop' satisfies Answer);
      },
    );
  // The end of the thread closes its side of the channel.
  const lost = () => {
    onLost();
    reject(new DomainError('unavailable', 'The import was interrupted. Send the request again.'));
  };
  port.on('message', (said: Said<Result>) => {
    if (said.type === 'begin') void answer(hooks?.begin(...said.begin));
    else if (said.type === 'advance') void answer(hooks?.advance(said.done));
    else if (said.type === 'done') resolve(said.result);
    else reject(said.type === 'stopped' ? whyStopped : errorOf(said.error));
  });
  port.on('close', lost);
  return promise.finally(() => port.off('close', lost));
}
