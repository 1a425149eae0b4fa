import { expect } from 'chai';
import { createForesee, type Foresee } from '../../../src/commands/foresee.ts';
import type { UnitCommand } from '../../../src/commands/unit/decider.ts';
import { unit } from '../../../src/commands/unit/decider.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import type { CoachingId } from '../../../src/events/ids.ts';
import { type InMemoryEventStore, inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { athlete, noon, stranger } from '../../support/specification.ts';
import { account, register } from '../support/accounts.ts';
import { codeOf, context, createProcess } from '../support/process.ts';
import { create, unitId } from '../support/units.ts';

const by = { by: stranger, owner: stranger };
const mark = { digest: 'digest', fingerprint: 'request' };
const rename = (name: string): UnitCommand => ({ type: 'EditUnit', data: { name } });
const share = (status: 'private' | 'shared'): UnitCommand => ({ type: 'ChangeSharing', data: { status } });
const grant: UnitCommand = { type: 'GrantAccess', data: { accountId: stranger, level: 'write' } };

describe('foreseeing what a command would do', () => {
  let store: InMemoryEventStore;
  let foresee: Foresee;
  let process: ReturnType<typeof createProcess>;
  const send = (command: UnitCommand, change: object = {}) => process.execute(unit, unitId, [command], context(change));
  const ask = (command: UnitCommand, change: object = {}) => foresee(unit, unitId, [command], context(change));

  beforeEach(async () => {
    store = inMemoryEventStore(() => noon);
    [process, foresee] = [createProcess(store), createForesee(store)];
    await process.execute(account, athlete, [register()], context());
    await process.execute(unit, unitId, [create(), share('shared'), grant], context());
  });

  it('tells the events and the document, and appends nothing', async () => {
    const events = store.all().length;
    const foreseen = await ask(rename('Day B'));
    expect(foreseen.events.map(({ type }) => type)).to.deep.equal(['UnitEdited']);
    expect(documentOf(foreseen.outcome.presence)?.name).to.equal('Day B');
    expect(store.all()).to.have.length(events);
  });

  it('tells a repetition as such, with the document of the first time and nothing that would follow', async () => {
    const first = await send(rename('Day B'), { mark });
    await send({ type: 'DeleteUnit', data: {} });
    const { events, outcome } = await ask(rename('Day B'), { mark });
    expect([events, outcome.isRepetition, outcome.revision]).to.deep.equal([[], true, first.revision]);
    expect(outcome.presence).to.deep.equal(first.presence);
  });

  it('is refused once the thing is no longer shared, also as a repetition', async () => {
    await send(rename('Day B'), { ...by, mark });
    await send(share('private'));
    expect(await codeOf(ask(rename('Day C'), by))).to.equal('unit-not-found');
    expect(await codeOf(ask(rename('Day B'), { ...by, mark }))).to.equal('unit-not-found');
  });

  it('is refused for a coach without an accepted relationship', async () => {
    const coach = { id: stranger, coaching: '01900000-0000-7000-8000-0000000000c1' as CoachingId, part: 'plans' };
    expect(await codeOf(ask(rename('Day B'), { coach }))).to.equal('coaching-not-found');
  });
});
