import { expect } from 'chai';
import fc from 'fast-check';
import { type PlanCommand, plan } from '../../../src/commands/plan/decider.ts';
import { type UnitCommand, unit } from '../../../src/commands/unit/decider.ts';
import { endClaim, useClaim } from '../../../src/commands/unit/use-claims.ts';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, PlanId, PlanUnitId, UnitId } from '../../../src/events/ids.ts';
import { streamOf } from '../../../src/events/streams.ts';
import type { UniquenessClaims } from '../../../src/ports/claims.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import { memoryClaims } from '../../support/in-memory-claims.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { samples } from '../../support/samples.ts';
import { athlete, noon, stranger } from '../../support/specification.ts';
import { facts } from '../support/plans.ts';
import { codeOf, context, createProcess } from '../support/process.ts';
import { brokenUses } from '../support/unit-uses.ts';

const unitId = '01900000-0000-7000-8000-000000000061' as UnitId;
const planId = (n: number) => `01900000-0000-7000-8000-00000000007${n}` as PlanId;
const partId = (n: number) => `01900000-0000-7000-8000-00000000008${n}` as PlanUnitId;
const createUnit: UnitCommand = {
  type: 'CreateUnit',
  data: { unitId, copyOf: null, name: 'Day A', description: null, exercises: [] },
};
const deletion: UnitCommand = { type: 'DeleteUnit', data: {} };
const create = (n: number): PlanCommand => ({
  type: 'CreatePlan',
  data: { ...facts, planId: planId(n), copyOf: null, name: `Plan ${n}`, units: [] },
});
const use = (part = 1): PlanCommand => ({
  type: 'AddPlanUnit',
  data: { planUnitId: partId(part), unitId, name: 'Day A', day: 1 },
});
const remove = (part = 1): PlanCommand => ({ type: 'RemovePlanUnit', data: { planUnitId: partId(part) } });

describe('a training unit that plans use', () => {
  let store: ReturnType<typeof inMemoryEventStore>;
  let claims: UniquenessClaims;
  let process: ReturnType<typeof createProcess>;
  beforeEach(async () => {
    store = inMemoryEventStore(() => noon);
    claims = memoryClaims();
    process = createProcess(store, claims);
    await process.execute(unit, unitId, [createUnit], context());
  });
  const sendTo = (target: typeof process, n: number, commands: readonly PlanCommand[], by: AccountId = athlete) =>
    target.execute(plan, planId(n), commands, context({ by, owner: by }));
  const send = (n: number, ...commands: readonly PlanCommand[]) => sendTo(process, n, commands);
  const deleteIn = (target: typeof process) => codeOf(target.execute(unit, unitId, [deletion], context()));
  const typesOf = (stream: string) => store.all().flatMap((each) => (each.stream === stream ? [each.type] : []));
  const unitStream = streamOf('unit', unitId);
  const planStream = (n: number) => streamOf('plan', planId(n));

  it('cannot be deleted, and the refusal names the plans', async () => {
    await send(1, create(1), use());
    await send(2, create(2), use(), { type: 'ArchivePlan', data: {} });
    const refusal = await process.execute(unit, unitId, [deletion], context()).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(DomainError).and.include({ code: 'unit-in-use' });
    const { related, message } = refusal as DomainError;
    expect(related).to.have.deep.members([1, 2].map((n) => ({ id: planId(n), name: `Plan ${n}` })));
    expect(message).to.include('"Plan 1"').and.include('"Plan 2"');
    expect(typesOf(unitStream)).to.deep.equal(['UnitCreated']);
  });

  it('can be deleted after the last plan has removed it or was deleted', async () => {
    await send(1, create(1), use());
    await send(2, create(2), use());
    await send(1, remove());
    expect(await deleteIn(process)).to.equal('unit-in-use');
    await send(2, { type: 'DeletePlan', data: {} });
    expect(await deleteIn(process)).to.equal('accepted');
  });

  it('stays in use until a plan that has it twice has removed both', async () => {
    await send(1, create(1), use(1), use(2));
    await send(1, remove(1));
    expect(await deleteIn(process)).to.equal('unit-in-use');
    await send(1, remove(2));
    expect(await deleteIn(process)).to.equal('accepted');
  });

  it('is not kept by the plans of other accounts', async () => {
    await sendTo(process, 1, [create(1), use()], stranger);
    expect(await deleteIn(process)).to.equal('accepted');
    const { units } = JSON.parse(JSON.stringify((await sendTo(process, 1, [], stranger)).presence)).document;
    expect(units[0]).to.include({ unitId, name: 'Day A' });
  });

  it('is refused by plans after its deletion, also by a plan whose request has read it before', async () => {
    await send(1, create(1));
    expect(await deleteIn(process)).to.equal('accepted');
    expect(await codeOf(send(1, use()))).to.equal('unit-not-found');
    expect(await codeOf(send(2, create(2), use()))).to.equal('unit-not-found');
    expect(typesOf(planStream(1))).to.deep.equal(['PlanCreated']);
  });

  it('can be deleted when a plan has crashed before its append, and again when it has crashed after a removal', async () => {
    await claims.take(useClaim(athlete, planId(1), unitId), planStream(1), athlete, 0);
    await send(2, create(2), use());
    const unreleased = { ...claims, release: () => Promise.reject(new Error('crash')) };
    await sendTo(createProcess(store, unreleased), 2, [remove()]).catch(() => {});
    expect(await deleteIn(process)).to.equal('accepted');
    expect(typesOf(planStream(1))).to.deep.equal(['ClaimLapsed']);
    expect(typesOf(planStream(2)).at(-1)).to.equal('ClaimLapsed');
    expect(await codeOf(send(1, create(1)))).to.equal('accepted');
  });

  it('can be used by a plan when a deletion has crashed before its append', async () => {
    await claims.take(endClaim(athlete, unitId), unitStream, athlete, 1);
    await send(1, create(1), use());
    expect(typesOf(unitStream)).to.deep.equal(['UnitCreated', 'ClaimLapsed']);
    expect(await deleteIn(process)).to.equal('unit-in-use');
    // The refused deletion leaves no claim, which the next plan would have to end.
    await send(2, create(2), use());
    expect(typesOf(unitStream)).to.deep.equal(['UnitCreated', 'ClaimLapsed']);
  });

  it('is in use by a plan that has appended and not confirmed', async () => {
    const unconfirmed = { ...claims, confirm: () => Promise.reject(new Error('crash')) };
    await sendTo(createProcess(store, unconfirmed), 1, [create(1), use()]).catch(() => {});
    expect(await deleteIn(process)).to.equal('unit-in-use');
  });

  /** A store whose first append to a stream waits for `go`. */
  const frozenAt = (stream: string) => {
    const [go, reached] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let isFirst = true;
    const slow: EventStore = {
      read: store.read,
      async append(...parameters) {
        if (isFirst && parameters[0] === stream) {
          isFirst = false;
          reached.resolve();
          await go.promise;
        }
        return store.append(...parameters);
      },
    };
    return { slow, reached: reached.promise, go: go.resolve };
  };

  it('is refused to a plan that was frozen before its append and continues after the deletion', async () => {
    await send(1, create(1));
    const { slow, reached, go } = frozenAt(planStream(1));
    const using = codeOf(sendTo(createProcess(slow, claims), 1, [use()]));
    await reached;
    expect(await deleteIn(process)).to.equal('accepted');
    go();
    expect(await using).to.equal('unit-not-found');
    expect(typesOf(planStream(1))).to.deep.equal(['PlanCreated', 'ClaimLapsed']);
  });

  it('remains when its deletion was frozen before the append and continues after a plan uses it', async () => {
    const { slow, reached, go } = frozenAt(unitStream);
    const deleting = deleteIn(createProcess(slow, claims));
    await reached;
    await send(1, create(1), use());
    go();
    expect(await deleting).to.equal('unit-in-use');
    expect(typesOf(unitStream)).to.deep.equal(['UnitCreated', 'ClaimLapsed']);
  });

  it('is never both used and deleted, in whatever order the steps of two processes follow', async () => {
    const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const log = inMemoryEventStore(() => noon);
      const shared = memoryClaims();
      const first = createProcess(log, shared);
      await first.execute(unit, unitId, [createUnit], context());
      for (const n of [1, 2]) await sendTo(first, n, [create(n)]);
      const scheduled = <Port extends object>(port: Port): Port =>
        Object.fromEntries(
          Object.entries(port).map(([name, work]) => [name, scheduler.scheduleFunction(work as never)]),
        ) as Port;
      const [one, two] = [0, 1].map(() =>
        createProcess(scheduled({ read: log.read, append: log.append }), scheduled(shared)),
      );
      if (!one || !two) throw new Error('There are two processes');
      const answers = Promise.all([
        codeOf(sendTo(one, 1, [use()])),
        codeOf(sendTo(two, 2, [use()])),
        deleteIn(two),
        deleteIn(one),
        codeOf(sendTo(two, 1, [use(2)])),
      ]);
      const codes = await scheduler.waitFor(answers);
      expect(brokenUses(log.all())).to.deep.equal([]);
      const allowed = ['accepted', 'unit-not-found', 'unit-in-use', 'concurrent-change'];
      expect(codes.filter((code) => !allowed.includes(code))).to.deep.equal([]);
    });
    await fc.assert(property, samples(100));
  });
});
