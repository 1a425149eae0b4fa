import { expect } from 'chai';
import { type QuerySqlToken, sql } from 'slonik';
import { personalOf } from '../../../src/documents/measurement.ts';
import { DomainError } from '../../../src/errors.ts';
import type { CoachingPart } from '../../../src/events/coaching-values.ts';
import type {
  AccountId,
  Day,
  ExerciseId,
  Instant,
  MeasurementId,
  PlanId,
  SessionId,
  UnitId,
} from '../../../src/events/ids.ts';
import type { RequiredPosition } from '../../../src/ports/lanes.ts';
import { createQueries, type Queries } from '../../../src/queries/all.ts';
import { type CoachQueries, createCoachQueries } from '../../../src/queries/coaching/coach-queries.ts';
import type { Combine } from '../../../src/queries/consistency/reader.ts';
import { sessionEvents } from '../../projections/support/session-events.ts';
import { idFor, ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { type CoachingLog, coachingIdOf, createCoachingLog } from '../support/coaching-log.ts';
import { createReadTables } from '../support/read-tables.ts';
import { refusalOf } from '../support/refusal.ts';
import { unitIdOf as idOfUnit, unitCreated } from '../support/unit-events.ts';

const [athlete, coach, friend] = [ownerId(1), ownerId(2), ownerId(3)] as [AccountId, AccountId, AccountId];
const combine: Combine = (_, processBatch) => async (item) => (await processBatch([item]))[0] as never;
const [planId, sharedPlanId] = [idFor(8, 1), idFor(8, 2)] as [PlanId, PlanId];
const unitIdOf = (number: number) => idOfUnit(number) as UnitId;
const exerciseId = idFor(5, 1) as ExerciseId;
const measurementId = idFor(6, 1) as MeasurementId;
const own = { owner: athlete, requiredPosition: () => 0n };
const audited = { athlete, requiredPosition: () => 0n };
const page = { limit: 20, offset: 0, sortOrder: 'asc' } as const;

/** Every question that a route of coaches asks, with the part that the scope must have. */
const questions: Readonly<Record<string, readonly [CoachingPart, (queries: Queries) => Promise<unknown>]>> = {
  getSession: ['history', ({ getSession }) => getSession({ ...own, id: sessionId(1) as SessionId })],
  listSessions: ['history', ({ listSessions }) => listSessions({ ...own, ...page, view: 'full', orderBy: 'name' })],
  listStreams: ['history', ({ listStreams }) => listStreams({ ...audited, kinds: ['session'], after: 0n, limit: 9 })],
  listRecordings: [
    'history',
    ({ listRecordings }) => listRecordings({ ...audited, lateSeconds: 900, batchSeconds: 300, after: null, limit: 9 }),
  ],
  listPlaces: [
    'history',
    ({ listPlaces }) =>
      listPlaces({
        ...audited,
        ...{ kinds: ['session'], filters: {}, sortOrder: 'asc', after: null, limit: 9 },
      }),
  ],
  getSchedule: ['plans', ({ getSchedule }) => getSchedule({ ...own, id: athlete })],
  getProfile: ['plans', ({ getProfile }) => getProfile({ ...own, id: athlete })],
  listPlannedSessions: [
    'plans',
    ({ listPlannedSessions }) => listPlannedSessions({ ...own, planId, from: '2026-01-01' as Day }),
  ],
  sumDays: ['statistics', ({ sumDays }) => sumDays(own)],
  sumMuscles: ['statistics', ({ sumMuscles }) => sumMuscles(own)],
  sumPlanned: [
    'statistics',
    ({ sumPlanned }) => sumPlanned({ ...own, from: '2026-01-01' as Day, to: '2026-02-01' as Day }),
  ],
  listBestSets: ['statistics', ({ listBestSets }) => listBestSets({ ...own, exerciseId, formula: 'epley' })],
  listRecordSets: ['statistics', ({ listRecordSets }) => listRecordSets({ ...own, exerciseId })],
  listLatestPerformances: [
    'statistics',
    ({ listLatestPerformances }) =>
      listLatestPerformances({ ...own, since: '2026-01-01T00:00:00.000000Z' as Instant, formula: 'epley' }),
  ],
  listLatestSessions: ['statistics', ({ listLatestSessions }) => listLatestSessions({ ...own, limit: 3 })],
  listMeasurements: ['body_data', ({ listMeasurements }) => listMeasurements({ ...own, ...page })],
  listLatestMeasurements: ['body_data', ({ listLatestMeasurements }) => listLatestMeasurements(own)],
  getMeasurement: ['body_data', ({ getMeasurement }) => getMeasurement({ ...own, id: measurementId })],
  getMeasurementSeries: [
    'body_data',
    ({ getMeasurementSeries }) => getMeasurementSeries({ ...own, kind: 'body_weight', unit: 'kg', limit: 5 }),
  ],
};

describe('queries of coaches', () => {
  const database = useDatabase();
  let the: CoachingLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;
  let queries: Queries;
  let coachQueries: CoachQueries;

  beforeEach(async () => {
    the = createCoachingLog();
    tables = await createReadTables(database.db, the.log.all, { lanes: 4 });
    queries = createQueries(tables.reader, combine);
    coachQueries = createCoachQueries(tables.reader, combine);
    for (const account of [athlete, coach, friend]) the.register(account, null);
    for (const event of sessionEvents(1, 0, athlete)) the.log.append(event);
    const personal = personalOf({
      ...{ kind: 'body_weight', value: 81.5, unit: 'kg', day: '2026-01-09' as Day, time: null, notes: null },
    });
    const measured = { measurementId, userId: athlete, importId: null, personal };
    the.log.append({
      ...{ type: 'MeasurementRecorded', data: measured, stream: `measurement-${measurementId}`, owner: athlete },
    });
    const facts = { difficulty: 'beginner', weeks: 1, repeats: 1, personal: { name: 'Plan', description: null } };
    for (const [id, owner] of [
      [planId, athlete],
      [sharedPlanId, friend],
    ] as const) {
      const inPlan = (type: string, data: object) => the.log.append({ type, data, stream: `plan-${id}`, owner });
      inPlan('PlanCreated', { planId: id, userId: owner, copyOf: null, ...facts });
      inPlan('SharingChanged', { status: 'shared' });
      inPlan('AccessGranted', { accountId: owner === athlete ? friend : athlete, level: 'read' });
    }
    for (const [number, owner, reader] of [
      [1, athlete, friend],
      [2, friend, athlete],
    ] as const) {
      const inUnit = (type: string, data: object) =>
        the.log.append({ type, data, stream: `unit-${unitIdOf(number)}`, owner });
      the.log.append(unitCreated(number, owner, 'Day A'));
      inUnit('SharingChanged', { status: 'shared' });
      inUnit('AccessGranted', { accountId: reader, level: 'write' });
    }
  });

  const as = (parts: readonly CoachingPart[], requiredPosition: RequiredPosition = () => 0n, by = coach) =>
    coachQueries({ coach: by, athlete, parts, requiredPosition });
  const accept = (terms: object = {}) => {
    the.invite(1, athlete, coach);
    the.accept(1, athlete, coach, { scope: ['history', 'plans', 'statistics', 'body_data'], ...terms });
  };
  /** How a read is refused; null if it is not. The right that the audit reads alone says the same. */
  const read = async (parts: readonly CoachingPart[] = ['history'], by = coach) => {
    const refusal = await refusalOf(as(parts, () => 0n, by).getSession({ ...own, id: sessionId(1) as SessionId }));
    const right = await queries.getCoachRight({ coach: by, athlete, requiredPosition: () => 0n });
    expect(parts.every((part) => right?.scope.includes(part))).to.equal(refusal === null);
    return refusal;
  };

  for (const [name, [part, ask]] of Object.entries(questions)) {
    it(`answer ${name} as they answer the athlete, if the scope has ${part}, and refuse it otherwise`, async () => {
      accept({ scope: [part] });
      await tables.project();
      const plain = (answer: unknown) =>
        JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
      expect(plain(await ask(as([part])))).to.equal(plain(await ask(queries)));
      const others = (['history', 'plans', 'statistics', 'body_data'] as const).filter((each) => each !== part);
      for (const other of others) {
        expect(await refusalOf(ask(as([other])))).to.equal('coaching-not-found');
        expect(await refusalOf(ask(as([part, other])))).to.equal('coaching-not-found');
      }
    });
  }

  it('answer plans and units that the athlete owns as other accounts see them, and none that others share with the athlete', async () => {
    accept();
    await tables.project();
    const { getPlan, listPlans } = as(['plans']);
    const found = await getPlan({ ...own, id: planId });
    expect(JSON.parse(String(found?.doc))).to.deep.include({ id: planId, access: 'read', grants: [] });
    expect(await queries.getPlan({ ...own, id: sharedPlanId })).not.to.equal(null);
    expect(await getPlan({ ...own, id: sharedPlanId })).to.equal(null);
    const { getUnit } = as(['plans']);
    const unit = await getUnit({ ...own, id: unitIdOf(1) });
    expect(JSON.parse(String(unit?.doc))).to.deep.include({ id: unitIdOf(1), access: 'read', grants: [] });
    expect(await queries.getUnit({ ...own, id: unitIdOf(2) })).not.to.equal(null);
    expect(await getUnit({ ...own, id: unitIdOf(2) })).to.equal(null);
    for (const scope of ['mine', 'shared', 'public'] as const) {
      const { body } = await listPlans({ ...own, ...page, scope, orderBy: 'name' });
      const { items } = JSON.parse(body);
      expect(items.map(({ id, access }: { id: string; access: string }) => [id, access])).to.deep.equal([
        [planId, 'read'],
      ]);
    }
  });

  it('estimate with the body weight only if the scope has the measurements too', async () => {
    accept({ scope: ['statistics'] });
    await tables.project();
    const { any, one } = tables.reader.db;
    const asked: string[] = [];
    const db = {
      one,
      any(query: QuerySqlToken) {
        asked.push(JSON.stringify(query.values));
        return any(query);
      },
    };
    const noting = createCoachQueries({ ...tables.reader, db: db as never }, combine);
    const ask = () =>
      noting({ coach, athlete, parts: ['statistics'], requiredPosition: () => 0n }).listRecordSets({
        ...own,
        exerciseId,
      });
    await ask();
    expect(asked.some((values) => values.includes('body_data'))).to.equal(true);
    expect(asked.at(-1)).not.to.include('body_data');
    the.append(1, athlete, 'CoachingTermsChanged', { scope: ['statistics', 'body_data'], expiresAt: null });
    await tables.project();
    await ask();
    expect(asked.at(-1)).to.include('body_data');
  });

  it('refuse what is not accepted, was declined, has ended or has expired, and other accounts', async () => {
    await tables.project();
    expect(await read()).to.equal('coaching-not-found');
    the.invite(1, athlete, coach, ['history']);
    the.ask(2, athlete, coach);
    await tables.project();
    expect(await read()).to.equal('coaching-not-found');
    the.accept(1, athlete, coach, { expiresAt: '2999-01-01T00:00:00.000000Z' });
    await tables.project();
    expect(await read()).to.equal(null);
    expect(await read(['history'], friend)).to.equal('coaching-not-found');
    the.append(1, athlete, 'CoachingTermsChanged', { scope: ['history'], expiresAt: '2026-01-01T00:00:00.000000Z' });
    await tables.project();
    expect(await read()).to.equal('coaching-not-found');
    the.append(1, athlete, 'CoachingTermsChanged', { scope: ['history'], expiresAt: null });
    await tables.project();
    expect(await read()).to.equal(null);
    the.append(1, athlete, 'CoachingEnded', { by: 'coach' });
    await tables.project();
    expect(await read()).to.equal('coaching-not-found');
  });

  it('do not let the athlete read the coach', async () => {
    the.invite(1, coach, athlete);
    the.accept(1, coach, athlete);
    await tables.project();
    expect(await read()).to.equal('coaching-not-found');
  });

  it('refuse while the athlete is inactive, after an erasure, and while the stream of the right is parked', async () => {
    accept();
    the.ofAccount(athlete, 'AccountDeactivated');
    await tables.project();
    expect(await read()).to.equal('coaching-not-found');
    the.ofAccount(athlete, 'AccountReactivated');
    await tables.project();
    expect(await read()).to.equal(null);
    await database.db.query(sql.unsafe`
      INSERT INTO parked_streams (projection, version, stream, owner, position, reason, stack)
      VALUES ('coachings', 1, ${`coaching-${coachingIdOf(1)}`}, ${athlete}, ${tables.head() + 1n}, '', '')`);
    expect(await read()).to.equal('coaching-not-found');
    await database.db.query(sql.unsafe`DELETE FROM parked_streams`);
    expect(await read()).to.equal(null);
    the.ofAccount(athlete, 'AccountErased');
    await tables.project();
    expect(await read()).to.equal('coaching-not-found');
  });

  it('wait for a right that the coach has just got, and never refuse it wrongly', async () => {
    await tables.project();
    accept();
    const needed: RequiredPosition = (lane) => (lane === tables.layout.laneOf(athlete) ? tables.head() : 0n);
    const question = { ...own, id: sessionId(1) as SessionId };
    expect(await refusalOf(as(['history'], needed).getSession(question))).to.equal('read-model-behind');
    await tables.project();
    expect(await as(['history'], needed).getSession(question)).not.to.equal(null);
  });

  it('refuse without making other queries of the process read checkpoints again', async () => {
    await tables.project();
    await queries.getSession({ ...own, id: sessionId(1) as SessionId });
    const before = tables.reader.watch.passed.known();
    expect(await read()).to.equal('coaching-not-found');
    expect(tables.reader.watch.passed.known()).to.equal(before);
  });

  it('check the right once, before they read any row', async () => {
    accept();
    await tables.project();
    const statements: string[] = [];
    const db = {
      any: async (query: QuerySqlToken) => {
        const plan = await database.db.any(sql.unsafe`EXPLAIN ${query}`);
        statements.push(plan.map((row) => Object.values(row as object)[0]).join('\n'));
        throw new DomainError('unavailable', 'Only the plan is wanted.');
      },
    };
    const { listSessions } = createCoachQueries(
      { ...tables.reader, db: db as never },
      combine,
    )({
      ...{ coach, athlete, parts: ['history'], requiredPosition: () => 0n },
    });
    await refusalOf(listSessions({ ...own, ...page, view: 'full', orderBy: 'name' }));
    expect(statements.join()).to.include('One-Time Filter');
  });
});
