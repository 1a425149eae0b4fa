import { expect } from 'chai';
import { type Client, problem } from '../http/support/client.ts';
import { clientAt, type Member, signInSuperuser, signUp, startSession } from './support/member.ts';
import type { Role } from './support/role.ts';
import { timeoutOf, withdrawals } from './support/size.ts';
import { useSharedInstallation } from './support/use-installation.ts';

const reason = 'Doubled sessions';

describe('the right of a superuser with a support access', function () {
  this.timeout(timeoutOf(withdrawals + 10, 5));
  const suite = useSharedInstallation();
  const at = (index: number): Role => suite.apis[index % 2] as Role;
  let superusers: readonly Client[];
  let athlete: Member;
  let session: string;

  before(async () => {
    const cookie = (await signInSuperuser(suite.installation, at(0))).cookie ?? '';
    superusers = [0, 1].map((index) => clientAt(at(index), { cookie }));
    athlete = await signUp(at(0));
    session = await startSession(at(0), athlete);
  });

  /** What the superuser reads at a process; the session also with the ETag that the superuser knows. */
  const reads = (index: number, etag = '') => {
    const by = superusers[index % 2] as Client;
    const base = `/support/athletes/${athlete.account}`;
    const id = session.split('/').at(-1);
    const audit = ['/audit/history', `/audit/events?kind=session&id=${id}`, `/audit/state?kind=session&id=${id}`];
    const paths = [session, '/training-sessions', '/statistics/dashboard', ...audit];
    return Promise.all([
      by.ask(`${base}${session}`, { headers: { 'if-none-match': etag } }),
      ...paths.map((path) => by.get(`${base}${path}`)),
    ]);
  };

  async function warmUp(): Promise<Readonly<{ id: string; etag: string }>> {
    const [by] = superusers as readonly [Client];
    const opened = await by.post('/support/accesses', { athleteId: athlete.account, reason });
    expect(opened.status, opened.text).to.equal(201);
    let etag = '';
    for (const index of [0, 1, 0, 1]) {
      for (const read of await reads(index)) {
        expect(read.status, read.text).to.equal(200);
        etag ||= read.headers.get('etag') ?? '';
      }
    }
    return { id: opened.json.id, etag };
  }

  it('has no effect in any process once its end is answered, with warm caches, every time', async () => {
    const stale: string[] = [];
    for (let round = 0; round < withdrawals; round += 1) {
      const { id, etag } = await warmUp();
      // Reads that run while the right ends share statements with the reads after it.
      let isEnded = false;
      const running = [0, 1].map(async (index) => {
        while (!isEnded) await reads(index, etag);
      });
      const by = round % 2 === 0 ? clientAt(at(1), athlete) : (superusers[0] as Client);
      const ended = await by.post(`/support/accesses/${id}/end`);
      expect(ended.status, ended.text).to.equal(200);
      const answers = await Promise.all([0, 1].map((index) => reads(index, etag)));
      isEnded = true;
      await Promise.all(running);
      const found = answers.flat().map(({ status, json }) => `${status} ${json?.code}`);
      stale.push(...found.filter((each) => each !== '404 support-not-found'));
    }
    expect(stale).to.deep.equal([]);
  });

  it('is not withdrawn for the athlete, who gets 503, while no worker applies the event', async () => {
    const { id } = await warmUp();
    const [worker] = suite.workers;
    await worker?.stop();
    const end = () => clientAt(at(0), athlete).post(`/support/accesses/${id}/end`);
    problem(await end(), 503, 'read-model-behind');
    await worker?.restart();
    expect((await end()).status).to.equal(200);
    for (const read of await reads(1)) problem(read, 404, 'support-not-found');
  });
});
