import { expect } from 'chai';
import { openStream } from '../http/support/event-stream.ts';
import { type Receiver, startReceiver, withStatus } from '../infra/webhooks/support/receiver.ts';
import { eventually } from '../projections/support/eventually.ts';
import { busySecond } from '../support/busy-second.ts';
import {
  clientAt,
  laneOfMember,
  type Member,
  signInSuperuser,
  signUp,
  signUpInLane,
  startSession,
} from './support/member.ts';
import type { Role } from './support/role.ts';
import { timeoutOf } from './support/size.ts';
import { useSharedInstallation } from './support/use-installation.ts';

describe('what a coach is told of athletes', function () {
  this.timeout(timeoutOf(10, 5));
  const suite = useSharedInstallation();
  const stack = new AsyncDisposableStack();
  const at = (index: number): Role => suite.apis[index % 2] as Role;
  let [athlete, coach] = [] as unknown as [Member, Member];
  let receiver: Receiver;
  before(async () => {
    const superuser = await signInSuperuser(suite.installation, at(0));
    athlete = await signUp(at(0));
    coach = await signUpInLane(at(1), (lane) => lane !== laneOfMember(athlete));
    const role = await superuser.patch(`/roles/${coach.email}/assign`, { roleSlug: 'fitness-trainer' });
    expect(role.status, role.text).to.equal(200);
    receiver = stack.use(await startReceiver());
    const hooks = [
      [coach, ['athlete.session.changed']],
      [athlete, ['session.changed']],
    ] as const;
    for (const [member, eventTypes] of hooks) {
      const made = await clientAt(at(0), member).post('/webhooks', { url: receiver.url, eventTypes });
      expect(made.status, made.text).to.equal(201);
    }
  });
  after(() => stack.disposeAsync());

  const agree = async (): Promise<string> => {
    const asked = { email: coach.email, scope: ['history'] };
    const { json } = await clientAt(at(0), athlete).post('/coaching/invitations', asked);
    const accepted = await clientAt(at(1), coach).post(`/coaching/${json.id}/accept`, {});
    expect(accepted.status, accepted.text).to.equal(200);
    return json.id;
  };
  /** The sessions of which requests of this type have told. */
  const toldOf = (type: string): readonly string[] =>
    receiver.received.map(({ body }) => JSON.parse(body)).flatMap((each) => (each.type === type ? [each.data.id] : []));
  const train = async () => (await startSession(at(0), athlete)).split('/').at(-1) as string;

  it('comes to the webhook of the coach with the consent of the athlete, and never after it is withdrawn', async () => {
    const id = await agree();
    const first = await train();
    await eventually(async () => expect(toldOf('athlete.session.changed')).to.include(first));
    const { athleteId } = receiver.received
      .map(({ body }) => JSON.parse(body))
      .find(({ type }) => type === 'athlete.session.changed').data;
    expect(athleteId).to.equal(athlete.account);

    // A delivery that the receiver refuses waits for its next attempt when the consent ends.
    receiver.answer(withStatus(500));
    const second = await train();
    await eventually(async () => expect(toldOf('athlete.session.changed')).to.include(second));
    expect((await clientAt(at(1), athlete).post(`/coaching/${id}/end`)).status).to.equal(200);
    const sent = toldOf('athlete.session.changed').length;
    receiver.answer(withStatus(204));
    const third = await train();
    // The athlete's own webhook shows that the policy has come past all three.
    await eventually(async () => expect(toldOf('session.changed')).to.include(third));
    expect(toldOf('athlete.session.changed'))
      .to.have.length.within(sent, sent + 1)
      .and.to.not.include(third);
    const hook = (await clientAt(at(0), coach).get('/webhooks')).json[0].id;
    await eventually(async () => {
      const { json } = await clientAt(at(0), coach).get(`/webhooks/${hook}/deliveries`);
      expect(json.items).to.deep.equal([]);
    });
  });

  it('comes to the live feed of all athletes in every process, and ends for an athlete within a second', async () => {
    const id = await agree();
    const feeds = await Promise.all(
      [0, 1].map((index) => openStream({ origin: at(index).address() }, clientAt(at(index), coach), '/coaching/live')),
    );
    for (const feed of feeds)
      expect(JSON.parse((await feed.next())?.data ?? '').athletes).to.deep.equal([athlete.account]);
    const session = await train();
    for (const feed of feeds) {
      const told: string[] = [];
      while (!told.includes(session)) {
        const { athletes } = await feed.nextData();
        expect(athletes).to.have.length(1);
        told.push(...athletes[0].changes.map((each: { id: string }) => each.id));
      }
    }
    expect((await clientAt(at(1), athlete).post(`/coaching/${id}/end`)).status).to.equal(200);
    const endedAt = performance.now();
    const needed: number[] = [];
    for (const feed of feeds) {
      let told = await feed.nextData();
      while (told.ended.length === 0) told = await feed.nextData();
      expect(told.ended).to.deep.equal([athlete.account]);
      needed.push(performance.now() - endedAt);
      feed.close();
    }
    const limit = await busySecond(() => clientAt(at(1), athlete).get('/access/me'));
    for (const ms of needed) expect(ms).to.be.lessThan(limit);
  });
});
