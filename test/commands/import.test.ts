import { expect } from 'chai';
import { fileImport, type ImportCommand } from '../../src/commands/import/decider.ts';
import { isUndone } from '../../src/commands/import/state.ts';
import type { ImportId, SessionId, TimeZone } from '../../src/events/ids.ts';
import type { ImportCounts, ImportEvent } from '../../src/events/import.ts';
import { maxRejectedRows } from '../../src/events/values.ts';
import { athlete, specificationOf, stranger } from '../support/specification.ts';

const given = specificationOf(fileImport);
const importId = '01900000-0000-7000-8000-000000000051' as ImportId;
const sessionId = '01900000-0000-7000-8000-000000000001' as SessionId;
const timezone = 'Europe/Berlin' as TimeZone;

const counts: ImportCounts = {
  ...{ sessions: 2, sessionsAdded: 1, sessionsUpdated: 1, sets: 3, added: 2, updated: 1 },
  ...{ unchanged: 0, removed: 0, rejected: 1 },
};
const options = { importId, format: 'strong', unit: 'kg', timezone } as const;
const started: ImportEvent = {
  type: 'ImportStarted',
  data: { ...options, userId: athlete, personal: { fileName: 'strong.csv' } },
};
const completed: ImportEvent = { type: 'ImportCompleted', data: { counts } };
const begun: ImportEvent = { type: 'ImportUndoBegun', data: {} };
const undone: ImportEvent = { type: 'ImportUndone', data: {} };
const rejected = (...lines: number[]): ImportEvent => ({
  type: 'ImportRowsRejected',
  data: { lines, personal: { reasons: lines.map((line) => `reason ${line}`) } },
});

const start: ImportCommand = { type: 'StartImport', data: { ...options, fileName: 'strong.csv' } };
const reach: ImportCommand = { type: 'ReachSessions', data: { sessionIds: [sessionId] } };
const reject = (...lines: number[]): ImportCommand => ({
  type: 'RejectRows',
  data: { rows: lines.map((line) => ({ line, reason: `reason ${line}` })) },
});
const complete: ImportCommand = { type: 'CompleteImport', data: { counts } };
const beginUndo: ImportCommand = { type: 'BeginUndo', data: {} };
const finishUndo: ImportCommand = { type: 'FinishUndo', data: {} };

describe('an import', () => {
  it('records who started it with which options', () => given().when(start).thenYields(started));
  it('records nothing when it is started again', () => {
    given(started).when(start).thenYields();
    given(started, completed).when(start).thenYields();
  });
  it('records the sessions that it is about to change, also several times', () => {
    const reached: ImportEvent = { type: 'ImportReachedSessions', data: { sessionIds: [sessionId] } };
    given(started).when(reach).thenYields(reached);
    given(started, reached).when(reach).thenYields(reached);
  });
  it('records its counts once', () => {
    given(started).when(complete).thenYields(completed);
    given(started, completed).when(complete).thenYields();
  });
  it('is hidden from other accounts, as if it did not exist', () => {
    for (const command of [start, reach, reject(1), complete, beginUndo, finishUndo]) {
      given(started).when(command, { by: stranger }).thenRefused('import-not-found');
    }
  });
  it('is not found before its start', () => {
    for (const command of [reach, reject(1), complete, beginUndo, finishUndo]) {
      given().when(command).thenRefused('import-not-found');
    }
  });
});

describe('the rejected rows of an import', () => {
  it('are recorded with their lines and reasons', () => given(started).when(reject(7, 9)).thenYields(rejected(7, 9)));
  it('are recorded once, also when an interrupted run rejects them again', () => {
    given(started, rejected(7)).when(reject(7, 9)).thenYields(rejected(9));
    given(started, rejected(7, 9)).when(reject(7, 9)).thenYields();
    given(started).when(reject()).thenYields();
  });
  it('are recorded up to the maximum of an import', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
    given(started, rejected(...lines(maxRejectedRows - 1)))
      .when(reject(5_000, 5_001))
      .thenYields(rejected(5_000));
    given(started, rejected(...lines(maxRejectedRows)))
      .when(reject(5_000))
      .thenYields();
    given(started, rejected(...lines(maxRejectedRows + 1)))
      .when(reject(5_000))
      .thenYields();
  });
});

describe('the undo of an import', () => {
  it('begins once and is finished once', () => {
    given(started, completed).when(beginUndo).thenYields(begun);
    given(started, begun).when(beginUndo).thenYields();
    given(started, begun, undone).when(beginUndo).thenYields();
    given(started, begun).when(finishUndo).thenYields(undone);
    given(started, begun, undone).when(finishUndo).thenYields();
  });
  it('refuses every other command from its beginning on', () => {
    for (const past of [[begun], [begun, undone]]) {
      for (const command of [start, reach, reject(1), complete]) {
        given(started, ...past)
          .when(command)
          .thenRefused('import-undone');
      }
    }
  });
  it('counts as undone while it is in progress and after it', () => {
    expect(isUndone({ status: 'undoing' })).to.equal(true);
    expect(isUndone({ status: 'undone' })).to.equal(true);
    expect(isUndone({ status: 'in_progress' })).to.equal(false);
    expect(isUndone({ status: 'completed' })).to.equal(false);
  });
});
