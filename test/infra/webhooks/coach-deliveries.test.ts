import { expect } from 'chai';
import { sql } from 'slonik';
import { addDeliveries } from '../../../src/infra/webhooks/add-deliveries.ts';
import { holdTransaction, untilBlocked } from '../../chaos/support/lock.ts';
import { ada, eve, useDeliveries } from './support/use-deliveries.ts';

const session = '01900000-0000-7000-8000-000000000001';

describe('the deliveries of webhooks to coaches', () => {
  const the = useDeliveries();
  const { run, webhooks, deliveries, create, change, add, send, listed } = the;
  const ofCoach = () => create(eve, the.receiver.url, ['athlete.session.changed']);
  /** A change of a session of Ada, of whom Eve is told. */
  const told = (stream = `session-${session}`) =>
    change(stream, { account: eve, athlete: ada, type: 'athlete.session.changed' });

  it('name the athlete, and where the coach reads the thing', async () => {
    const { id } = await ofCoach();
    await add(told());
    await send(id);
    expect(JSON.parse(the.receiver.received[0]?.body ?? '').data).to.deep.equal({
      ...{ athleteId: ada, kind: 'session', id: session, revision: 1, deleted: false },
      path: `/api/v1/coaching/athletes/${ada}/training-sessions/${session}`,
      consistencyToken: `1-2-${the.position}`,
    });
    expect((await listed(id, eve)).map(({ athleteId, item }) => [athleteId, item])).to.deep.equal([[ada, session]]);
  });

  it('are deleted and not sent when the right has ended', async () => {
    const { id } = await ofCoach();
    await add(told(), told(), told('session-b'));
    the.withdraw();
    await send(id);
    expect(the.receiver.received).to.deep.equal([]);
    expect(await listed(id, eve)).to.deep.equal([]);
  });

  it('are deleted for a coach, an athlete and a kind of things, also those that have ended', async () => {
    const [{ id }, own] = [await ofCoach(), await create()];
    const mine = change(`session-${session}`);
    await add(told(), mine);
    await send(id);
    expect(await deliveries().told(null)).to.deep.equal([{ coach: eve, athlete: ada, kind: 'session' }]);
    expect(await deliveries().told([eve])).to.deep.equal([]);
    await deliveries().forget([{ coach: eve, athlete: ada, kind: 'plan' }]);
    expect(await deliveries().told([ada])).to.have.length(1);
    await deliveries().forget([{ coach: eve, athlete: ada, kind: 'session' }]);
    expect([await deliveries().told(null), await listed(id, eve)]).to.deep.equal([[], []]);
    expect((await listed(own.id)).map(({ revision }) => revision)).to.deep.equal([mine.revision]);
  });

  it('are deleted together with one about the same thing that is being added', async () => {
    const { id } = await ofCoach();
    await add(told());
    const next = told();
    const changes = { after: next.position - 1n, upTo: next.position, changes: [next], activity: null };
    const commit = await holdTransaction(the.database.db, (tx) => addDeliveries(tx, changes));
    const forgetting = deliveries().forget([{ coach: eve, athlete: ada, kind: 'session' }]);
    await Promise.race([forgetting, untilBlocked(the.database.db)]);
    await commit();
    await forgetting;
    expect(await listed(id, eve)).to.deep.equal([]);
  });

  it('are deleted with the account of the athlete', async () => {
    const { id } = await ofCoach();
    await add(told());
    await webhooks().forget(ada);
    expect(await listed(id, eve)).to.deep.equal([]);
    expect(await webhooks().read(eve, id)).to.not.equal(null);
  });

  it('are wanted while a webhook that is enabled asks for them', async () => {
    await create();
    expect(await deliveries().tellsCoaches()).to.equal(false);
    const { id } = await ofCoach();
    expect(await deliveries().tellsCoaches()).to.equal(true);
    await run(sql.unsafe`UPDATE webhooks SET enabled = false WHERE id = ${id}`);
    expect(await deliveries().tellsCoaches()).to.equal(false);
  });
});
