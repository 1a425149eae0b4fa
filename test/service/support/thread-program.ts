import { parentPort, threadId } from 'node:worker_threads';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, ImportId } from '../../../src/events/ids.ts';
import { answerCall, type Imports } from '../../../src/service/import-thread/answer-call.ts';
import type { Call } from '../../../src/service/import-thread/calls.ts';

/** A program for the thread of imports whose use cases do what the correlation id of a request says. */
const owner = '01900000-0000-7000-8000-000000000001' as AccountId;
const importId = '01900000-0000-7000-8000-000000000002' as ImportId;
const headAt = (revision: number) => ({ revision, owner, position: 2n ** 60n, isRepetition: false });
const validationErrors = [{ type: 'value_error', field: 'timezone', message: 'Unknown time zone.' }];

const imports: Imports = {
  async run({ source, job, format, fileName, correlationId }) {
    if (correlationId === 'refuse') throw new DomainError('validation', 'It is invalid.', { validationErrors });
    if (correlationId === 'fail') throw new RangeError('Out of range');
    if (correlationId === 'die') process.exit(3);
    await job?.begin(importId, headAt(1), source.bytes);
    let read = 0;
    for await (const chunk of source.open()) {
      read += chunk.length;
      await job?.advance(read);
    }
    const counts = { sessions: 0, sessionsAdded: 0, sessionsUpdated: 0, sets: read };
    const changes = { added: 0, updated: 0, unchanged: 0, removed: 0, rejected: 0 };
    const report = { id: importId, status: 'completed', format, fileName, errors: [], unlinked: [] } as const;
    return { report: { ...report, counts: { ...counts, ...changes } }, head: headAt(2) };
  },
  undo: async () => headAt(threadId),
};
parentPort?.on('message', (call: Call) => void answerCall(imports, call));
