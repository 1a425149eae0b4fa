import { expect } from 'chai';
import { restoredFacts, type SessionFacts, storedFacts } from '../../../src/documents/signals/session-facts.ts';
import { factsOf, type TracedEvent, traceEvents, untraced } from '../../../src/documents/signals/session-trace.ts';
import type { Instant } from '../../../src/events/ids.ts';
import { emptyPerformance } from '../../../src/events/performance.ts';
import { examples } from '../../golden/examples.ts';
import { exerciseIdOf, factsOfSessions, owner, planId, sets, type TestSession, targets } from './support/sessions.ts';
import { entry, on } from './support/told.ts';

type Written = Readonly<{ type: string; data: object }>;

const at = (seconds: number) =>
  new Date(Date.UTC(2026, 0, 10, 9, 0, seconds)).toISOString().replace('Z', '000Z') as Instant;
const started = examples.session[0]?.events[0] as Written;
const noted = (notes: string | null): Written => ({
  type: 'SessionNoted',
  data: { personal: { notes }, correction: false },
});
const correction = false;
const added = (entryId: string, notes: string | null = null): Written => ({
  type: 'ExerciseAdded',
  data: {
    ...{ entryId, exerciseId: null, mode: 'reps', supersetGroup: null, planned: null, correction },
    personal: { name: 'Squat', notes, planned: null },
  },
});
const logged = (entryId: string, setId: string, notes: string | null = null): Written => ({
  type: 'SetLogged',
  data: { entryId, setId, ...emptyPerformance, reps: 5, personal: { notes }, correction },
});
const renamed = (late: boolean): Written => ({
  type: 'SessionRenamed',
  data: { personal: { name: 'x' }, correction: late },
});
const ended = { type: 'SessionAborted', data: { endedAt: at(60) } };

/** The facts of a session from its start and these events, each of them recorded a minute after the one before. */
function factsAfter(...events: readonly Written[]): SessionFacts | null {
  const metadata = { actor: { id: owner, role: 'application-access', via: 'http' }, occurredAt: at(0) };
  const traced = [started, ...events].map((event, revision) => ({
    ...event,
    ...{ revision: revision + 2, recordedAt: at(revision * 60) },
    metadata: { ...metadata, occurredAt: at(revision * 60), receivedAt: at(revision * 60) },
  }));
  return factsOf(traceEvents(untraced(), traced as unknown as readonly TracedEvent[]));
}

describe('the facts of a session', () => {
  it('are those of its start while it goes on', () =>
    expect(factsAfter(added('e'), logged('e', 's'))).to.deep.include({
      ...{ day: '2026-01-10', status: 'in_progress', recordedAt: at(0), startRevision: 2, endRevision: null },
      ...{ workingSets: 0, plannedSets: 0, loggedSets: 1, entries: [], seconds: null, isImported: true, lags: [] },
    }));

  it('have the sums and the entries of an ended one', () => {
    const [facts] = factsOfSessions(
      on([0], { ...entry(2), sets: [...sets(2, 100, 5), ...sets(1, 20, 5, { type: 'warm_up' })] }),
    );
    expect(facts).to.deep.include({
      workingSets: 2,
      plannedSets: 2,
      status: 'completed',
      seconds: 3_600,
      endRevision: 5,
    });
    expect(facts?.entries).to.have.length(1);
  });

  it('have the revision of an abortion', () => expect(factsAfter(ended)?.endRevision).to.equal(3));

  it('are none once it is deleted', () => expect(factsAfter({ type: 'SessionDeleted', data: {} })).to.equal(null));

  it('know the day of a plan, and no plan without one', () => {
    const plan = { week: 2, day: 3, index: 0 };
    expect(factsOfSessions([{ day: 0, plan }, { day: 1 }]).map((each) => each.plan)).to.deep.equal([
      { id: planId, ...plan },
      null,
    ]);
    const withoutDay = { ...started, data: { ...started.data, planDay: null } };
    const withoutId = { ...started, data: { ...started.data, plan: null } };
    expect([factsAfter(withoutDay)?.plan, factsAfter(withoutId)?.plan]).to.deep.equal([null, null]);
  });

  it('have corrections after the end with how late they are', () =>
    expect(
      factsAfter(renamed(false), ended, renamed(true))?.corrections.map(({ revision, type, lateSeconds }) => [
        ...[revision, type, lateSeconds],
      ]),
    ).to.deep.equal([[5, 'SessionRenamed', 60]]));

  it('have the fifty latest corrections', () => {
    const revisions = factsAfter(ended, ...Array.from({ length: 51 }, () => renamed(true)))?.corrections.map(
      ({ revision }) => revision,
    );
    expect([revisions?.length, revisions?.[0], revisions?.at(-1)]).to.deep.equal([50, 5, 54]);
  });
});

describe('the notes with words for pain', () => {
  const revisionsOf = (...events: readonly Written[]) =>
    factsAfter(...events)?.painNotes.map(({ revision }) => revision);
  const removed = (type: string, data: object) => ({ type, data: { ...data, correction } });
  const table: readonly (readonly [title: string, events: readonly Written[], revisions: readonly number[]])[] = [
    ['are none in other notes', [noted('fine'), added('e', 'fine'), logged('e', 's')], []],
    [
      'come from the session, its entries and its sets',
      [added('e', 'pain'), logged('e', 's', 'pain'), noted('pain')],
      [5, 3, 4],
    ],
    ['are replaced by later ones', [noted('pain'), noted('hurts')], [4]],
    ['are gone once the note says something else', [noted('pain'), noted('better')], []],
    ['are gone once the note is removed', [noted('pain'), noted(null)], []],
    [
      'are gone with the set',
      [added('e'), logged('e', 's', 'pain'), removed('SetRemoved', { entryId: 'e', setId: 's' })],
      [],
    ],
    [
      'are gone with the entry and its sets',
      [added('e', 'pain'), logged('e', 's', 'pain'), removed('ExerciseRemoved', { entryId: 'e' })],
      [],
    ],
    [
      'of an entry stay when a set is removed',
      [added('e', 'pain'), logged('e', 's'), removed('SetRemoved', { entryId: 'e', setId: 's' })],
      [3],
    ],
    [
      'of another entry stay',
      [added('e', 'pain'), added('f', 'pain'), removed('ExerciseRemoved', { entryId: 'e' })],
      [4],
    ],
    [
      'of an entry that is added again are those of the new one',
      [added('e', 'pain'), removed('ExerciseRemoved', { entryId: 'e' }), added('e')],
      [],
    ],
    [
      'of a set that is logged again are those of the new one',
      [added('e'), logged('e', 's', 'pain'), removed('SetRemoved', { entryId: 'e', setId: 's' }), logged('e', 's')],
      [],
    ],
  ];
  for (const [title, events, revisions] of table) {
    it(title, () => expect(revisionsOf(...events)).to.deep.equal(revisions));
  }
});

describe('the best estimate of an entry', () => {
  const bestOf = (...performed: readonly ReturnType<typeof sets>[]) =>
    factsOfSessions(on([0], { exercise: 1, sets: performed.flat() }))[0]?.entries[0]?.best ?? null;
  const rows = [
    ['is absent without sets', [], null],
    ['is absent for sets without a weight', [{ reps: 5 }], null],
    [
      'is that of the heaviest set, with its revision',
      [sets(1, 100, 1)[0], sets(1, 102, 1)[0], sets(1, 101, 1)[0]],
      [3, 102],
    ],
    ['is that of the first one of equals', sets(2, 100, 1), [2, 100]],
    ['has three decimals, by Epley', sets(1, 100, 5), [2, 116.667]],
  ] as const;
  for (const [title, performed, best] of rows) {
    it(title, () => expect(bestOf(performed.flatMap((set) => set ?? []))).to.deep.equal(best));
  }
});

describe('stored facts', () => {
  const rich: TestSession = {
    ...{ day: 3, notes: 'pain', plan: { week: 1, day: 2, index: 0 }, recordedAfter: 900, isImported: true },
    entries: [
      { exercise: 1, targets: targets(2, 100, 5, { rpe: 8 }), sets: sets(3, 100, 4, { rpe: 9, lag: 90 }) },
      { exercise: 7, planned: 1, restSeconds: 60, targets: targets(1, 100, 5), sets: [] },
      { exercise: 2, sets: sets(1, 0, 0) },
    ],
    corrections: [{ hours: 30 }],
  };
  const table: readonly (readonly [title: string, session: TestSession])[] = [
    ['come back as they were', rich],
    ['come back for a session without anything', { day: 0, end: null }],
    ['come back for an entry of another exercise', { day: 0, entries: [entry(2, 5, 7)] }],
  ];
  for (const [title, session] of table) {
    it(title, () => {
      const [facts] = factsOfSessions([session]);
      if (!facts) throw new Error('The session has no facts');
      expect(restoredFacts(JSON.parse(storedFacts(facts)))).to.deep.equal(facts);
    });
  }

  it('come back for an exercise without a link', () => {
    const facts = factsAfter(added('e'), logged('e', 's'), ended);
    expect(facts && restoredFacts(JSON.parse(storedFacts(facts)))).to.deep.equal(facts);
    expect(facts?.entries[0]?.exerciseId).to.equal(null);
  });

  it('leave out what is usual', () => {
    const [facts] = factsOfSessions([{ day: 0, end: null }]);
    expect(Object.keys(JSON.parse(facts ? storedFacts(facts) : ''))).to.have.members([
      ...['id', 'day', 'startedAt', 'status', 'name', 'recordedAt', 'entries'],
    ]);
  });

  it('name an exercise once', () => {
    const [facts] = factsOfSessions(on([0], entry(1)));
    expect((facts ? storedFacts(facts) : '').split(exerciseIdOf(1))).to.have.length(2);
    expect((facts ? storedFacts(facts) : '').split('Exercise 1')).to.have.length(2);
  });
});
