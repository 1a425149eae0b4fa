import { expect } from 'chai';
import { type Answer, password, problem } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { clientAt, laneOfMember, type Member, signUp, signUpInLane } from './support/member.ts';
import type { Role } from './support/role.ts';
import { timeoutOf, withdrawals } from './support/size.ts';
import { useSharedInstallation } from './support/use-installation.ts';

type Withdrawal = Readonly<{ name: string; end: (owner: Member, friend: Member, path: string) => Promise<Answer> }>;

describe('a right to a shared training unit', function () {
  this.timeout(timeoutOf(withdrawals + 10, 3));
  const suite = useSharedInstallation();
  const at = (index: number): Role => suite.apis[index % 2] as Role;

  const ways: readonly Withdrawal[] = [
    {
      name: 'the end of a grant',
      end: (owner, friend, path) => clientAt(at(0), owner).delete(`${path}/grants/${friend.account}`),
    },
    {
      name: 'making it private',
      end: (owner, _, path) => clientAt(at(1), owner).put(`${path}/sharing`, { status: 'private' }),
    },
  ];

  /** Shares the unit, and reads it as the friend at both processes until both have it in all caches. */
  async function warmUp(owner: Member, friend: Member, path: string): Promise<void> {
    const by = clientAt(at(0), owner);
    expect((await by.put(`${path}/grants/${friend.account}`, { level: 'write' })).status).to.equal(200);
    expect((await by.put(`${path}/sharing`, { status: 'shared' })).status).to.equal(200);
    for (const index of [0, 1, 0, 1]) {
      const read = await clientAt(at(index), friend).get(path);
      expect(read.status, read.text).to.equal(200);
      const written = await clientAt(at(index), friend).patch(path, { description: `Read at ${index}` });
      expect(written.status, written.text).to.equal(200);
    }
  }

  /** What the friend gets at both processes at once: the unit, the list of shared units, and a change of the unit. */
  const attempts = (friend: Member, path: string) =>
    [0, 1].map(async (index) => {
      const by = clientAt(at(index), friend);
      const [read, list, written] = await Promise.all([
        by.get(path),
        by.get('/training-units?scope=shared'),
        by.patch(path, { description: 'Too late' }),
      ]);
      return [`${read.status} ${read.json.code}`, list.json.total, `${written.status} ${written.json.code}`];
    });

  it('has no effect in any process once its withdrawal is answered, with warm caches, every time', async () => {
    const owner = await signUp(at(0));
    const friend = await signUpInLane(at(1), (lane) => lane !== laneOfMember(owner));
    const created = await clientAt(at(0), owner).post('/training-units', { name: 'Day A' });
    const path = `/training-units/${created.json.id}`;
    const gone = ['404 unit-not-found', 0, '404 unit-not-found'];
    const stale: unknown[] = [];
    for (let round = 0; round < withdrawals; round += 1) {
      const way = ways[round % ways.length] as Withdrawal;
      await warmUp(owner, friend, path);
      // Reads that run while the right ends share statements with the reads after it.
      let isEnded = false;
      const running = [0, 1].map(async (index) => {
        while (!isEnded) await clientAt(at(index), friend).get(path);
      });
      const ended = await way.end(owner, friend, path);
      expect(ended.status, `${way.name}: ${ended.text}`).to.be.below(300);
      const found = await Promise.all(attempts(friend, path));
      isEnded = true;
      await Promise.all(running);
      stale.push(...found.filter((each) => JSON.stringify(each) !== JSON.stringify(gone)));
    }
    expect(stale).to.deep.equal([]);
  });

  it('to the units of a plan ends with the right to the plan, in any process, with warm caches, every time', async () => {
    const owner = await signUp(at(0));
    const friend = await signUpInLane(at(1), (lane) => lane !== laneOfMember(owner));
    const by = clientAt(at(0), owner);
    const unitId = (await by.post('/training-units', { name: 'Day A' })).json.id;
    const body = { name: 'Plan', difficulty: 'beginner', units: [{ unitId, day: 1 }] };
    const path = `/training-plans/${(await by.post('/training-plans', body)).json.id}`;
    const reads = async () => {
      const paths = [path, `/training-units/${unitId}`];
      const answers = [0, 1].flatMap((index) => paths.map((each) => clientAt(at(index), friend).get(each)));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    const stale: unknown[] = [];
    for (let round = 0; round < withdrawals; round += 1) {
      await by.put(`${path}/grants/${friend.account}`, { level: 'read' });
      await by.put(`${path}/sharing`, { status: 'shared' });
      for (const _ of [1, 2]) expect(await reads()).to.deep.equal([200, 200, 200, 200]);
      const way = ways[round % ways.length] as Withdrawal;
      expect((await way.end(owner, friend, path)).status).to.be.below(300);
      const found = await reads();
      if (found.some((status) => status !== 404)) stale.push(found);
      const copied = await clientAt(at(round), friend).post(`${path}/copy`, { name: 'Too late' });
      problem(copied, 404, 'plan-not-found');
    }
    expect(stale).to.deep.equal([]);
  });

  it('is not in the list of grants any more after the account that had it was erased', async () => {
    const owner = await signUp(at(0));
    const friend = await signUpInLane(at(1), (lane) => lane !== laneOfMember(owner));
    const by = clientAt(at(0), owner);
    const created = await by.post('/training-units', { name: 'Day A' });
    const path = `/training-units/${created.json.id}`;
    await by.put(`${path}/grants/${friend.account}`, { level: 'write' });
    const erased = await clientAt(at(1), friend).ask('/access/me', { method: 'DELETE', body: { password } });
    expect(erased.status, erased.text).to.equal(204);
    await eventually(async () => expect((await by.get(path)).json.grants).to.deep.equal([]));
  });

  it('is not withdrawn for the owner, who gets 503, while no worker applies the event', async () => {
    const owner = await signUp(at(0));
    const friend = await signUp(at(1));
    const created = await clientAt(at(0), owner).post('/training-units', { name: 'Day A' });
    const path = `/training-units/${created.json.id}`;
    await warmUp(owner, friend, path);
    const [worker] = suite.workers;
    await worker?.stop();
    const answer = await clientAt(at(0), owner).put(`${path}/sharing`, { status: 'private' });
    problem(answer, 503, 'read-model-behind');
    problem(await clientAt(at(1), friend).patch(path, { name: 'Mine' }), 404, 'unit-not-found');
    await worker?.restart();
    // The worker that has just started may need longer than a request waits.
    const again = async () => (await clientAt(at(1), owner).put(`${path}/sharing`, { status: 'private' })).status;
    await eventually(async () => expect(await again()).to.equal(200));
    problem(await clientAt(at(0), friend).get(path), 404, 'unit-not-found');
  });
});
