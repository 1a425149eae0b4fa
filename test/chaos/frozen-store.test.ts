import { expect } from 'chai';
import { clientOf } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { expectCaughtUp, expectChains, expectFolded, logOf } from './support/audit.ts';
import { type Installation, installations } from './support/installation.ts';
import { at, type Member, signUp } from './support/member.ts';
import type { Role } from './support/role.ts';

/** So that a freeze outlasts the connections' patience in seconds; by default they have 20 s. */
const impatient = '&keepAliveInterval=1000&keepAliveTimeout=1000';
/** What an answer about a component that is frozen may take. */
const boundMs = 2_000;
const marginMs = 1_500;

describe('an event store that is frozen for longer than connections live', function () {
  this.timeout(120_000);
  const begin = installations();
  let installation: Installation;
  let api: Role;
  let dispatcher: Role;
  let worker: Role;
  let ada: Member;
  before(async () => {
    installation = await begin({}, { eventStoreOptions: impatient });
    api = await installation.serve();
    dispatcher = await installation.dispatch();
    worker = await installation.work();
    ada = await signUp(api, 'ada@example.com');
  });

  it('loses and doubles nothing, and everything goes on by itself', async () => {
    const mine = at(api, ada);
    const begun = await mine.post('/training-sessions', { name: 'Legs', timezone: 'UTC' });
    const path = `/training-sessions/${begun.json.id}`;
    expect((await mine.get(path)).status).to.equal(200);
    const renamed = (number: number) =>
      mine.ask(path, {
        method: 'PATCH',
        body: { name: `Name ${number}` },
        headers: { 'idempotency-key': `key-${number}` },
      });

    const numbers = [1, 2, 3, 4, 5];
    installation.eventStore.pause();
    const asked = performance.now();
    const [answers] = await Promise.all([
      Promise.all(numbers.map(renamed)),
      (async () => {
        try {
          const ready = await clientOf({ origin: api.address() }).get('//ready');
          expect(ready.status).to.equal(503);
          expect(performance.now() - asked).to.be.lessThan(boundMs + marginMs);
          expect((await mine.get(path)).status).to.equal(200);
          await eventually(async () => expect(dispatcher.logged()).to.include('Reading the log failed'));
        } finally {
          installation.eventStore.resume();
        }
      })(),
    ]);
    for (const { status, text } of answers) expect(status, text).to.be.oneOf([200, 503]);
    // Whoever was told to try again does so.
    for (const number of numbers) {
      await eventually(async () => expect((await renamed(number)).status).to.equal(200));
    }
    await eventually(async () => expect((await mine.get(path)).status).to.equal(200));

    await eventually(() => expectCaughtUp(installation));
    const events = await logOf(installation.log);
    expectChains(events);
    await expectFolded(installation, events);
    const names = events.filter(({ type }) => type === 'SessionRenamed');
    expect(names).to.have.length(numbers.length);
    expect([api, dispatcher, worker].flatMap((role) => role.lost() ?? [])).to.deep.equal([]);
    await eventually(async () =>
      expect((await clientOf({ origin: api.address() }).get('//ready')).status).to.equal(200),
    );
  });
});
