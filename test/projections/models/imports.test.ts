import { expect } from 'chai';
import { sql } from 'slonik';
import { importFold } from '../../../src/documents/import.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { useDatabase } from '../../support/databases.ts';
import { replayPlainly } from '../../support/plain-events.ts';
import { memoryLog } from '../support/memory-log.ts';
import { decrypt, projections, reset, silent } from '../support/tables.ts';
import { ownerId, sessionId } from '../support/training.ts';

const counts = {
  ...{ sessions: 1, sessionsAdded: 1, sessionsUpdated: 0, sets: 3, added: 3, updated: 0, unchanged: 0 },
  ...{ removed: 0, rejected: 2 },
};

describe('the read model of imports', () => {
  const database = useDatabase();

  it('keeps each import with its report, through its undoing, however often events come', async () => {
    const layout = await reset(database.db, 1);
    const log = memoryLog();
    const write = (type: string, data: object) =>
      log.append({ type, data, stream: `import-${sessionId(1)}`, owner: ownerId(1) });
    write('ImportStarted', {
      ...{ importId: sessionId(1), userId: ownerId(1), format: 'strong', unit: 'kg', timezone: 'UTC' },
      personal: { fileName: 'mine.csv' },
    });
    write('ImportReachedSessions', { sessionIds: [sessionId(2)] });
    write('ImportRowsRejected', { lines: [4, 9], personal: { reasons: ['no date', 'no name'] } });
    write('ImportCompleted', { counts });
    write('ImportUndoBegun', {});
    write('ImportUndone', {});

    const signal = new AbortController().signal;
    const apply = createApply({ db: database.db, projections, decrypt });
    const work = createWorker({ log, layout, apply, logger: silent, signal });
    let from = 0n;
    for (const [at, event] of log.all().entries()) {
      const job = { layout: 1, lane: 0, from, to: event.position, bookmark: null, events: [event] };
      await work(job);
      await work(job);
      from = event.position;
      const expected = documentOf(replayPlainly(importFold, log.all().slice(0, at + 1)));
      expect(await database.db.oneFirst(sql.unsafe`SELECT doc FROM imports_v1`)).to.equal(JSON.stringify(expected));
    }
  });
});
