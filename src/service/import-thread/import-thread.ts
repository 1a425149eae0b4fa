import { constants, getPriority, setPriority } from 'node:os';
import { setImmediate as nextRound } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Logger } from '../../ports/logger.ts';
import { connect } from '../connect.ts';
import { answerCall } from './answer-call.ts';
import type { Call, LogLine, ThreadData } from './calls.ts';

/** The priority of the thread is lower than that of its process by this number. */
const niceness = 10;

/**
 * The thread that imports files and undoes imports. It has its own connections, as a process of its own would have, and
 * the requests of the API wait neither for its work nor for the collection of its garbage.
 */
const { config, addresses, masterKey } = workerData as ThreadData;
// Linux gives each thread a priority of its own. When all processors are busy, requests come first.
if (process.platform === 'linux') setPriority(Math.min(getPriority() + niceness, constants.priority.PRIORITY_LOW));
const { imports } = await connect(config, { masterKey }, addresses, createThreadLogger(), {
  breathe: () => nextRound(),
});
parentPort?.on('message', (call: Call) => void answerCall(imports, call));

/**
 * Sends the log messages of this thread to the main thread, which writes them. So no message mixes with a message of
 * the main thread.
 */
function createThreadLogger(): Logger {
  const at =
    (level: LogLine['level']) =>
    (message: string, fields = {}) =>
      parentPort?.postMessage({ level, message, fields } satisfies LogLine);
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}
