import { expect } from 'chai';
import { type SessionCommand, session } from '../../../src/commands/session/decider.ts';
import type { SessionId, TimeZone } from '../../../src/events/ids.ts';
import { createBatchedClaims } from '../../../src/infra/postgres/batched-claims.ts';
import { type Replacement, replaceActiveSession } from '../../../src/use-cases/session/replace-active-session.ts';
import { momentsWithSeveralActive } from '../../commands/support/active-sessions.ts';
import { codeOf, context, createProcess } from '../../commands/support/process.ts';
import { useDatabase } from '../../support/databases.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { sizeFactor } from '../../support/samples.ts';
import { noon } from '../../support/specification.ts';

const idOf = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}` as SessionId;
const startOf = (n: number): SessionCommand => ({
  type: 'StartSession',
  data: {
    ...{ sessionId: idOf(n), startedAt: noon, timezone: 'UTC' as TimeZone, importId: null },
    ...{ name: null, notes: null, live: true },
  },
});

describe('claims of active sessions in Postgres', () => {
  const database = useDatabase();

  it('leave one active session of those that two processes start and replace at the same moment', async () => {
    const store = inMemoryEventStore(() => noon);
    const process = () => createProcess(store, createBatchedClaims(database.db, Buffer.alloc(32, 3)));
    const [one, two] = [process(), process()];
    const start = ({ execute }: typeof one, n: number) => execute(session, idOf(n), [startOf(n)], context());
    const replace = (by: typeof one, n: number, replacement: Replacement) =>
      replaceActiveSession({ execute: by.execute, context: context(), replacement }, () => start(by, n));
    for (let round = 1; round <= 12 * sizeFactor; round += 1) {
      const n = round * 10;
      const codes = await Promise.all([
        codeOf(start(one, n)),
        codeOf(start(two, n + 1)),
        codeOf(replace(one, n + 2, 'complete')),
        codeOf(replace(two, n + 2, 'complete')),
        codeOf(replace(two, n + 3, 'abort')),
      ]);
      expect(codes.filter((code) => !['accepted', 'session-active', 'concurrent-change'].includes(code))).to.deep.equal(
        [],
      );
      expect(codes).to.include('accepted');
    }
    expect(momentsWithSeveralActive(store.all())).to.deep.equal([]);
    expect(await codeOf(replace(one, 1, 'complete'))).to.equal('accepted');
    expect(momentsWithSeveralActive(store.all())).to.deep.equal([]);
  });
});
