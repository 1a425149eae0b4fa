import { expect } from 'chai';
import { type PlanCommand, plan } from '../../../src/commands/plan/decider.ts';
import { unit } from '../../../src/commands/unit/decider.ts';
import type { PlanId, PlanUnitId, UnitId } from '../../../src/events/ids.ts';
import { createBatchedClaims } from '../../../src/infra/postgres/batched-claims.ts';
import { facts } from '../../commands/support/plans.ts';
import { codeOf, context, createProcess } from '../../commands/support/process.ts';
import { brokenUses } from '../../commands/support/unit-uses.ts';
import { useDatabase } from '../../support/databases.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { sizeFactor } from '../../support/samples.ts';
import { noon } from '../../support/specification.ts';

const idOf = (kind: number, n: number) => `01900000-0000-7000-8000-000${kind}${String(n).padStart(8, '0')}`;

describe('claims of plans and training units in Postgres', () => {
  const database = useDatabase();

  it('let no plan keep a unit that two processes use and delete at the same moment', async () => {
    const store = inMemoryEventStore(() => noon);
    const process = () => createProcess(store, createBatchedClaims(database.db, Buffer.alloc(32, 3)));
    const [one, two] = [process(), process()];
    const ends = { used: 0, deleted: 0 };
    for (let round = 1; round <= 12 * sizeFactor; round += 1) {
      const unitId = idOf(6, round) as UnitId;
      const texts = { name: `Day ${round}`, description: null };
      await one.execute(
        unit,
        unitId,
        [{ type: 'CreateUnit', data: { unitId, copyOf: null, ...texts, exercises: [] } }],
        context(),
      );
      const use = (at: number): readonly PlanCommand[] => {
        const [planId, planUnitId] = [idOf(8, round * 10 + at) as PlanId, idOf(9, round * 10 + at) as PlanUnitId];
        const units = [{ planUnitId, unitId, name: 'Day', day: 1 }];
        return [{ type: 'CreatePlan', data: { ...facts, planId, copyOf: null, name: planId, units } }];
      };
      const codes = await Promise.all([
        ...[one, two].map((each) => codeOf(each.execute(unit, unitId, [{ type: 'DeleteUnit', data: {} }], context()))),
        ...[0, 1, 2, 3].map((at) => {
          const id = idOf(8, round * 10 + at);
          return codeOf((at % 2 === 0 ? one : two).execute(plan, id, use(at), context()));
        }),
      ]);
      const allowed = ['accepted', 'unit-in-use', 'unit-not-found', 'concurrent-change'];
      expect(codes.filter((code) => !allowed.includes(code))).to.deep.equal([]);
      const isDeleted = store.all().some(({ type, stream }) => type === 'UnitDeleted' && stream === `unit-${unitId}`);
      ends[isDeleted ? 'deleted' : 'used'] += 1;
    }
    expect(brokenUses(store.all())).to.deep.equal([]);
    expect(ends.used + ends.deleted).to.equal(12 * sizeFactor);
  });
});
