import { expect } from 'chai';
import type { UnitCommand } from '../../../src/commands/unit/decider.ts';
import { unit } from '../../../src/commands/unit/decider.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import { DomainError } from '../../../src/errors.ts';
import { type InMemoryEventStore, inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { athlete, noon, stranger } from '../../support/specification.ts';
import { account, acting, edit, register } from '../support/accounts.ts';
import { codeOf, context, createProcess } from '../support/process.ts';
import { create, unitId } from '../support/units.ts';

const by = { by: stranger, owner: stranger };
const mark = { digest: 'digest', fingerprint: 'request' };
const rename = (name: string): UnitCommand => ({ type: 'EditUnit', data: { name } });
const share = (status: 'private' | 'shared'): UnitCommand => ({ type: 'ChangeSharing', data: { status } });
const grant: UnitCommand = { type: 'GrantAccess', data: { accountId: stranger, level: 'write' } };

describe('a command of an account to a thing that another account shares', () => {
  let store: InMemoryEventStore;
  let one: ReturnType<typeof createProcess>;
  let other: ReturnType<typeof createProcess>;
  const send = (process: typeof one, command: UnitCommand, change: object = {}) =>
    process.execute(unit, unitId, [command], context(change));

  beforeEach(async () => {
    store = inMemoryEventStore(() => noon);
    [one, other] = [createProcess(store), createProcess(store)];
    await one.execute(account, athlete, [register()], context());
    await one.execute(unit, unitId, [create(), share('shared'), grant], context());
  });

  it('adds its event to the history of the owner, and is found by the sender’s own reads', async () => {
    await send(other, rename('Day B'), by);
    const last = store.all().at(-1);
    expect(last?.metadata).to.deep.include({ owner: athlete, actor: { ...context(by).actor, id: stranger } });
    expect(other.recorded.at(-1)).to.deep.equal({ account: stranger, owner: athlete, position: last?.position });
  });

  it('is refused by a process whose cached state is older than the end of the right', async () => {
    await send(other, rename('Day B'), by);
    await send(one, share('private'));
    expect(await codeOf(send(other, rename('Day C'), by))).to.equal('unit-not-found');
    expect(await codeOf(send(other, rename('Day B'), by))).to.equal('unit-not-found');
  });

  it('is not answered again under its idempotency key once the right has ended', async () => {
    await send(other, rename('Day B'), { ...by, mark });
    const again = await send(other, rename('Day B'), { ...by, mark });
    expect(again).to.include({ isRepetition: true });
    expect(documentOf(again.presence)?.name).to.equal('Day B');
    await send(one, share('private'));
    expect(await codeOf(send(other, rename('Day B'), { ...by, mark }))).to.equal('unit-not-found');
  });

  const ends = {
    erased: () => one.execute(account, athlete, [acting('self', { type: 'EraseAccount', data: {} })], context()),
    inactive: () => one.execute(account, athlete, [edit({ isActive: false })], context(by)),
  };
  for (const [name, ending] of Object.entries(ends)) {
    it(`is refused when the owner is ${name}, also as one of several and as a repetition`, async () => {
      await send(other, rename('Day B'), { ...by, mark });
      await ending();
      const events = store.all().length;
      expect(await codeOf(send(other, rename('Day C'), by))).to.equal('unit-not-found');
      expect(await codeOf(send(other, rename('Day B'), { ...by, mark }))).to.equal('unit-not-found');
      const task = { commands: [rename('Day C')], context: context(by) };
      const refusal = await other.executeEach(unit, unitId, [task]).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(DomainError).with.property('code', 'unit-not-found');
      expect(store.all()).to.have.length(events);
    });
  }

  it('is refused with id-taken when it creates a thing under an id of another account', async () => {
    expect(await codeOf(send(other, create(), by))).to.equal('id-taken');
  });
});
