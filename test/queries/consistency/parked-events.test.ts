import { expect } from 'chai';
import type { AccountId, SessionId } from '../../../src/events/ids.ts';
import { imports } from '../../../src/projections/models/imports.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { listParked } from '../../../src/projections/parking/parked-streams.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import { plainQueries } from '../../../src/queries/read-models.ts';
import { getSession } from '../../../src/queries/sessions/get-session.ts';
import { listSessions } from '../../../src/queries/sessions/list-sessions.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { failingProjection, isRevisionOf } from '../../projections/support/parked-events.ts';
import { noteEvent, sessionEvents } from '../../projections/support/session-events.ts';
import { useTestLane } from '../../projections/support/test-lane.ts';
import { ownerId, sessionId } from '../../projections/support/training.ts';
import { refusalOf } from '../support/refusal.ts';
import { recordStatements } from '../support/statements.ts';

describe('read your writes with a parked event', () => {
  const lane = useTestLane();
  const [withParked, other] = [101, 102];
  let recording: ReturnType<typeof recordStatements>;

  /**
   * Appends events of two owners to one lane. The second event of the first owner is a poison event, so its stream is
   * parked.
   */
  beforeEach(async () => {
    lane.log.append(...sessionEvents(withParked, 3), ...sessionEvents(other, 1));
    await lane.applyAll({ projections: [failingProjection(sessions, isRevisionOf(withParked, 1)), imports] });
    recording = recordStatements(lane.db);
  });

  const reader = () => {
    const { db } = recording;
    return { db, locator: firstVersions(lane.layout), watch: watchCheckpoints(db) };
  };
  const questionOf = (number: number, position: bigint) => ({
    ...{ owner: ownerId(number) as AccountId, requiredPosition: () => position },
    ...({ limit: 10, offset: 0, sortOrder: 'asc' } as const),
  });
  const get = (number: number, position: bigint) =>
    getSession(reader(), { ...questionOf(number, position), id: sessionId(number) as SessionId });
  const list = (number: number, position: bigint) =>
    listSessions(reader(), { ...questionOf(number, position), view: 'summary', orderBy: 'startedAt' });
  const positions = () => lane.log.all().map(({ position }) => position);

  it('refuses at once to answer its owner without the parked event or anything after it', async () => {
    const [, poison = 0n, , last = 0n] = positions();
    const start = performance.now();
    for (const required of [poison, last, await lane.log.head()]) {
      expect(await refusalOf(get(withParked, required))).to.equal('read-model-behind');
      expect(await refusalOf(list(withParked, required))).to.equal('read-model-behind');
    }
    expect(performance.now() - start).to.be.lessThan(1_500);
  });

  it('answers other owners, other read models and earlier positions with one statement each', async () => {
    const [first = 0n] = positions();
    const head = await lane.log.head();
    expect((await get(withParked, first))?.revision).to.equal(0);
    expect((await get(other, head))?.revision).to.equal(1);
    await plainQueries.listImports.ask(reader(), { ...questionOf(withParked, head), orderBy: 'createdAt' });
    expect(recording.statements).to.have.length(3);
  });

  it('answers its owner again after a successful retry of the parked stream', async () => {
    const [stream] = await listParked(lane.db);
    const applied = lane.log.all().length;
    lane.log.append(noteEvent(withParked, 'meanwhile'));
    await lane.applyFrom(applied);
    expect(await refusalOf(get(withParked, await lane.log.head()))).to.equal('read-model-behind');
    await lane.retry(stream?.id ?? 0n);
    expect((await get(withParked, await lane.log.head()))?.revision).to.equal(4);
  });
});
