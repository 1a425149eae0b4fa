import { expect } from 'chai';
import { type Answer, type Client, password, problem } from '../http/support/client.ts';
import { openStream } from '../http/support/event-stream.ts';
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
import { timeoutOf, withdrawals } from './support/size.ts';
import { useSharedInstallation } from './support/use-installation.ts';

/** The two sides of a relationship, the session that the coach reads, and the exercise of a unit that the coach changes. */
type Pair = Readonly<{ athlete: Member; coach: Member; session: string; exercise: string }>;
type Withdrawal = Readonly<{
  name: string;
  end: (pair: Pair, id: string) => Promise<Answer>;
  /** What the coach gets then, everywhere. */
  refusal: string;
}>;

const commentId = '01930000-0000-7000-8000-0000000000d1';
const everything = ['history', 'plans', 'statistics', 'body_data'];

describe('the right of a coach', function () {
  this.timeout(timeoutOf(withdrawals + 10, 5));
  const suite = useSharedInstallation();
  const at = (index: number): Role => suite.apis[index % 2] as Role;
  let superuser: Client;

  const setRole = async (verb: 'assign' | 'revoke', { email }: Member): Promise<Answer> =>
    superuser.patch(`/roles/${email}/${verb}`, { roleSlug: 'fitness-trainer' });

  const notFound = '404 coaching-not-found';
  const ways: readonly Withdrawal[] = [
    {
      name: 'the end by the athlete',
      end: ({ athlete }, id) => clientAt(at(0), athlete).post(`/coaching/${id}/end`),
      refusal: notFound,
    },
    {
      name: 'the end by the coach',
      end: ({ coach }, id) => clientAt(at(1), coach).post(`/coaching/${id}/end`),
      refusal: notFound,
    },
    {
      name: 'a smaller scope',
      end: ({ athlete }, id) => clientAt(at(1), athlete).patch(`/coaching/${id}`, { scope: ['statistics'] }),
      refusal: notFound,
    },
    {
      name: 'the end of the role',
      end: ({ coach }) => setRole('revoke', coach),
      refusal: '403 not-permitted',
    },
  ];

  const createPair = async (): Promise<Pair> => {
    superuser = await signInSuperuser(suite.installation, at(0));
    const athlete = await signUp(at(0));
    const coach = await signUpInLane(at(1), (lane) => lane !== laneOfMember(athlete));
    expect((await setRole('assign', coach)).status).to.equal(200);
    const session = await startSession(at(0), athlete);
    const weight = { kind: 'body_weight', value: 80, unit: 'kg', day: '2026-01-01' };
    expect((await clientAt(at(0), athlete).post('/body-measurements', weight)).status).to.equal(201);
    const target = { name: 'Squat', mode: 'reps', sets: 3, target: { reps: { min: 5 } } };
    const unit = await clientAt(at(0), athlete).post('/training-units', { name: 'Day A', exercises: [target] });
    const exercise = `/training-units/${unit.json.id}/exercises/${unit.json.exercises[0].id}`;
    return { athlete, coach, session, exercise };
  };

  /** What a coach reads and changes; the session also with the ETag that the coach knows. */
  const reads = (by: Client, { athlete, session, exercise }: Pair, etag = '') => {
    const base = `/coaching/athletes/${athlete.account}`;
    const id = session.split('/').at(-1);
    const audit = ['/audit/history', `/audit/events?kind=session&id=${id}`, `/audit/state?kind=session&id=${id}`];
    const paths = [
      session,
      '/training-sessions',
      '/statistics/dashboard',
      '/body-measurements',
      '/discussions',
      ...audit,
    ];
    return Promise.all([
      by.ask(`${base}${session}`, { headers: { 'if-none-match': etag } }),
      ...paths.map((path) => by.get(`${base}${path}`)),
      by.patch(`${base}${exercise}`, { sets: 4 }),
      by.patch(`${base}${exercise}`, { sets: 5 }),
      // The repetition of a comment, which changes nothing, needs the right too.
      by.post(`${base}${session}/comments`, { id: commentId, text: 'Deeper' }),
    ]);
  };

  /** Whether the roster shows of an athlete what the right no longer has: sessions after a smaller scope, else the athlete. */
  async function isInRoster(by: Client, { athlete }: Pair, { name }: Withdrawal): Promise<boolean> {
    const { status, json } = await by.get('/coaching/roster');
    if (status === 403) return false;
    const row = json.athletes.find(({ athleteId }: { athleteId: string }) => athleteId === athlete.account);
    return row !== undefined && (name !== 'a smaller scope' || 'lastSession' in row);
  }

  /** Makes a coaching relationship, then reads as the coach at both processes, which fills all their caches. */
  async function warmUp(pair: Pair): Promise<Readonly<{ id: string; etag: string }>> {
    const { athlete, coach } = pair;
    const asked = { email: coach.email, scope: everything };
    const { json } = await clientAt(at(0), athlete).post('/coaching/invitations', asked);
    const accepted = await clientAt(at(1), coach).post(`/coaching/${json.id}/accept`, {});
    expect(accepted.status, accepted.text).to.equal(200);
    let etag = '';
    for (const index of [0, 1, 0, 1]) {
      for (const read of await reads(clientAt(at(index), coach), pair)) {
        expect(read.status, read.text).to.be.oneOf([200, 201]);
        etag ||= read.headers.get('etag') ?? '';
      }
      expect(await isInRoster(clientAt(at(index), coach), pair, ways[0] as Withdrawal)).to.equal(true);
    }
    return { id: json.id, etag };
  }

  it('has no effect in any process once its withdrawal is answered, with warm caches, every time', async () => {
    const pair = await createPair();
    const { athlete, coach } = pair;
    const stale: unknown[] = [];
    for (let round = 0; round < withdrawals; round += 1) {
      const way = ways[round % ways.length] as Withdrawal;
      const { id, etag } = await warmUp(pair);
      // Reads that run while the right ends share statements with the reads after it.
      let isEnded = false;
      const running = [0, 1].map(async (index) => {
        while (!isEnded) await reads(clientAt(at(index), coach), pair, etag);
      });
      const ended = await way.end(pair, id);
      expect(ended.status, `${way.name}: ${ended.text}`).to.equal(200);
      const answers = await Promise.all([0, 1].map((index) => reads(clientAt(at(index), coach), pair, etag)));
      const rosters = await Promise.all([0, 1].map((index) => isInRoster(clientAt(at(index), coach), pair, way)));
      if (rosters.includes(true)) stale.push(`${way.name}: the roster`);
      isEnded = true;
      await Promise.all(running);
      const found = answers.flat().map(({ status, json }) => `${status} ${json?.code}`);
      stale.push(...found.filter((each) => each !== way.refusal).map((each) => `${way.name}: ${each}`));
      if (way.name === 'the end of the role') await setRole('assign', coach);
      await clientAt(at(0), athlete).post(`/coaching/${id}/end`);
    }
    expect(stale).to.deep.equal([]);
  });

  it('closes live feeds of the coach in every process within a second, at its end and at its time', async () => {
    const pair = await createPair();
    const { athlete, coach } = pair;
    const live = `/coaching/athletes/${athlete.account}/audit/live`;
    const second = () => busySecond(() => clientAt(at(0), athlete).get('/access/me'));
    const openAll = async () => {
      const feeds = await Promise.all(
        [0, 1].map((index) => openStream({ origin: at(index).address() }, clientAt(at(index), coach), live)),
      );
      for (const feed of feeds) expect((await feed.next())?.event).to.equal('begin');
      return feeds;
    };
    /** How many milliseconds after a time each feed has ended. */
    const endsAfter = (feeds: Awaited<ReturnType<typeof openAll>>, since: number) =>
      Promise.all(
        feeds.map(async (feed) => {
          while (await feed.next()) expect(feed.status).to.equal(200);
          return performance.now() - since;
        }),
      );
    for (const { name, end } of ways.filter(({ refusal }) => refusal === notFound)) {
      const { id } = await warmUp(pair);
      const feeds = await openAll();
      const ended = await end(pair, id);
      expect(ended.status, `${name}: ${ended.text}`).to.equal(200);
      const needed = await endsAfter(feeds, performance.now());
      const limit = await second();
      for (const ms of needed) expect(ms, name).to.be.lessThan(limit);
      await clientAt(at(0), athlete).post(`/coaching/${id}/end`);
    }
    const { id } = await warmUp(pair);
    const feeds = await openAll();
    const expiresAt = Date.now() + 2_000;
    const terms = { expiresAt: new Date(expiresAt).toISOString() };
    expect((await clientAt(at(1), athlete).patch(`/coaching/${id}`, terms)).status).to.equal(200);
    const expires = performance.now() + expiresAt - Date.now();
    const needed = await endsAfter(feeds, expires);
    const limit = await second();
    for (const ms of needed) expect(ms, 'its time').to.be.within(-100, limit);
    for (const read of await reads(clientAt(at(1), coach), pair)) problem(read, 404, 'coaching-not-found');
    const { items } = (await clientAt(at(0), athlete).get(`/audit/reads?capacity=coach&reader=${coach.account}`)).json;
    expect(items.map(({ operation }: { operation: string }) => operation)).to.include('followAuditHistory');
  });

  it('ends with the account of the athlete, and live feeds of the coach close within a second', async () => {
    const pair = await createPair();
    const { athlete, coach } = pair;
    await warmUp(pair);
    const paths = [`/coaching/athletes/${athlete.account}/audit/live`, '/coaching/live'];
    const [history, athletes] = await Promise.all(
      paths.map((path, index) => openStream({ origin: at(index).address() }, clientAt(at(index), coach), path)),
    );
    for (const feed of [history, athletes]) expect((await feed?.next())?.event).to.equal('begin');
    const erased = await clientAt(at(0), athlete).ask('/access/me', { method: 'DELETE', body: { password } });
    expect(erased.status, erased.text).to.equal(204);
    const since = performance.now();
    expect(await athletes?.nextData()).to.deep.include({ athletes: [], ended: [athlete.account] });
    while (await history?.next()) expect(history?.status).to.equal(200);
    const needed = performance.now() - since;
    expect(needed).to.be.lessThan(await busySecond(() => clientAt(at(0), coach).get('/access/me')));
    athletes?.close();
  });

  it('is not withdrawn for the athlete, who gets 503, while no worker applies the event', async () => {
    const pair = await createPair();
    const { id } = await warmUp(pair);
    const [worker] = suite.workers;
    await worker?.stop();
    const end = () => clientAt(at(0), pair.athlete).post(`/coaching/${id}/end`);
    problem(await end(), 503, 'read-model-behind');
    await worker?.restart();
    expect((await end()).status).to.equal(200);
    for (const read of await reads(clientAt(at(1), pair.coach), pair)) problem(read, 404, 'coaching-not-found');
  });
});
