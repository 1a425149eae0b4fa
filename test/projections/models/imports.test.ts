import { expect } from 'chai';
import { sql } from 'slonik';
import { importFold } from '../../../src/documents/import.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import { replayPlainly } from '../../support/plain-events.ts';
import { applyTwice } from '../support/model-lane.ts';
import { useTestLane } from '../support/test-lane.ts';
import { ownerId, sessionId } from '../support/training.ts';

const counts = {
  ...{ sessions: 1, sessionsAdded: 1, sessionsUpdated: 0, sets: 3, added: 3, updated: 0, unchanged: 0 },
  ...{ removed: 0, rejected: 2 },
};

describe('the read model of imports', () => {
  const lane = useTestLane();

  it('contains the import with its report after each of its events, from the start to the undoing', async () => {
    const history: readonly (readonly [type: string, data: object])[] = [
      [
        'ImportStarted',
        {
          ...{ importId: sessionId(1), userId: ownerId(1), format: 'strong', unit: 'kg', timezone: 'UTC' },
          personal: { fileName: 'mine.csv' },
        },
      ],
      ['ImportReachedSessions', { sessionIds: [sessionId(2)] }],
      ['ImportRowsRejected', { lines: [4, 9], personal: { reasons: ['no date', 'no name'] } }],
      ['ImportCompleted', { counts }],
      ['ImportUndoBegun', {}],
      ['ImportUndone', {}],
    ];
    for (const [type, data] of history) {
      lane.append({ type, data, stream: `import-${sessionId(1)}`, owner: ownerId(1) });
      await applyTwice(lane, true);
      const expected = documentOf(replayPlainly(importFold, lane.log.all()));
      expect(await lane.db.oneFirst(sql.unsafe`SELECT doc FROM imports_v1`)).to.equal(JSON.stringify(expected));
    }
  });
});
