import { expect } from 'chai';
import { rowsAfter } from '../../../src/projections/apply/lane-state.ts';
import type { LogRange } from '../../../src/projections/core/job.ts';
import { keyOf } from '../../../src/projections/core/projection.ts';
import { plans } from '../../../src/projections/models/plans.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { streamOf } from '../support/session-events.ts';
import { sessionId } from '../support/training.ts';

describe('the rows of the streams of a range', () => {
  it('are given to the stream that they follow from, and not to one of another kind with the same id', () => {
    const [session, plan] = [streamOf(1), `plan-${sessionId(1)}`];
    const row = { id: sessionId(1), revision: 3, doc: '{}' };
    const range = { events: [session, plan].map((stream) => ({ stream })) } as unknown as LogRange;
    const parts = [sessions, plans].map((projection) => ({ projection, events: [], statements: {} as never }));
    const state = { checkpoints: new Map(), rowsOf: () => [] };
    const rows = rowsAfter({ range, parts, state }, new Map([[keyOf(sessions), [row]]]));
    expect(rows.get(session)).to.deep.equal(new Map([[keyOf(sessions), [row]]]));
    expect(rows.get(plan)).to.deep.equal(new Map());
  });
});
