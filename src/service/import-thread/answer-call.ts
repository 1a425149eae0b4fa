import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { readOpenFile } from '../../infra/local/spool.ts';
import type { ImportHead, ImportRequest, ImportResult, JobHooks } from '../../use-cases/import/import-request.ts';
import type { UndoRequest } from '../../use-cases/import/undo.ts';
import { type Answer, type Call, headOf, type Said, sentErrorOf } from './calls.ts';

/** The use cases that the thread runs. */
export type Imports = Readonly<{
  run: (request: ImportRequest) => Promise<ImportResult>;
  undo: (request: UndoRequest) => Promise<ImportHead>;
}>;

/** A hook of the caller has thrown. The caller knows what. */
class StoppedByCaller extends Error {}

/** Runs an import or an undo in the thread, and sends its result or its failure. */
export async function answerCall(imports: Imports, call: Call): Promise<void> {
  const { port } = call;
  const say = (said: Said<unknown>) => port.postMessage(said);
  try {
    say({ type: 'done', result: await resultOf(imports, call) });
  } catch (error) {
    say(error instanceof StoppedByCaller ? { type: 'stopped' } : { type: 'failed', error: sentErrorOf(error) });
  }
}

async function resultOf(imports: Imports, call: Call): Promise<ImportHead | ImportResult> {
  const job = createHooks(call.port);
  if (call.kind === 'undo') return headOf(await imports.undo({ ...call.request, job }));
  const { descriptor, digest, bytes } = call.file;
  const source = { digest, bytes, open: () => readOpenFile(descriptor) };
  const { report, head } = await imports.run({ ...call.request, source, job });
  return { report, head: head && headOf(head) };
}

/** The hooks of the caller. The work waits for each of them. */
function createHooks(port: MessagePort): JobHooks {
  const ask = async (question: Said<never>) => {
    const answered = once(port, 'message');
    port.postMessage(question);
    const [answer] = (await answered) as [Answer];
    if (answer === 'stop') throw new StoppedByCaller();
  };
  return {
    begin: (importId, head, total) => ask({ type: 'begin', begin: [importId, headOf(head), total] }),
    advance: (done) => ask({ type: 'advance', done }),
  };
}
