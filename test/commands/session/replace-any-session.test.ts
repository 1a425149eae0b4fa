import { expect } from 'chai';
import fc from 'fast-check';
import { session } from '../../../src/commands/session/decider.ts';
import type { RecordSession } from '../../../src/commands/session/record-session.ts';
import type { ReplaceSession } from '../../../src/commands/session/replace-session.ts';
import type { Session } from '../../../src/commands/session/state.ts';
import { present } from '../../../src/documents/presence.ts';
import type { EntryId, SetId } from '../../../src/events/ids.ts';
import { emptyPerformance } from '../../../src/events/performance.ts';
import type { SessionEvent } from '../../../src/events/session.ts';
import { samples } from '../../support/samples.ts';
import { athlete, eventAt, noon } from '../../support/specification.ts';
import { later, morning, sessionId, timezone } from '../support/sessions.ts';

type Target = ReplaceSession['data'];
type Whole = Target['entries'][number];

const maxItems = 5;
const places = Array.from({ length: maxItems }, (_, place) => place);
const idOf = (kind: number, n: number) => `01900000-0000-7000-8000-${kind}${String(n).padStart(11, '0')}`;
/** Some of the items in any order, each with its place. */
const someOf = <Item>(item: fc.Arbitrary<Item>) =>
  fc
    .tuple(fc.shuffledSubarray(places), fc.tuple(...places.map(() => item)))
    .map(([order, items]) => order.map((place) => [place, items[place] as Item] as const));

const set = fc.record({ value: fc.constantFrom(5, 6), notes: fc.constantFrom(null, 'x') });
const entry = fc.record({
  mode: fc.constantFrom('reps', 'time'),
  name: fc.constantFrom('Squat', 'Row'),
  supersetGroup: fc.constantFrom(null, 1),
  sets: someOf(set),
});
const entries = someOf(entry).map((list) =>
  list.map(
    ([place, { mode, name, supersetGroup, sets }]): Whole => ({
      ...{ entryId: idOf(1, place) as EntryId, exerciseId: null, mode, supersetGroup, personal: { name, notes: null } },
      sets: sets.map(([at, { value, notes }]) => ({
        ...{ ...emptyPerformance, setId: idOf(2, place * maxItems + at) as SetId, personal: { notes } },
        ...(mode === 'reps' ? { reps: value } : { seconds: value }),
      })),
    }),
  ),
);
const common = { name: fc.constantFrom(null, 'Legs'), notes: fc.constantFrom(null, 'heavy'), entries };
const before = fc.record({ ...common, endedAt: fc.constantFrom(null, later) });
/** Another content of the session, which often has parts of the earlier one. */
const targetFrom = (earlier: readonly Whole[]) =>
  fc
    .record({ ...common, kept: fc.shuffledSubarray([...earlier]), endedAt: fc.constantFrom(null, morning, later) })
    .map(({ kept, ...target }): Target => {
      const others = target.entries.filter(({ entryId }) => !kept.some((each) => each.entryId === entryId));
      return { ...target, startedAt: morning, timezone, status: null, entries: [...kept, ...others] };
    });

const context = { by: athlete, at: noon };
const evolve = (state: Session, events: readonly SessionEvent[], revision: number) =>
  events.map((event, at) => eventAt(event, revision + at)).reduce(session.evolve, state);
const documentOf = ({ presence }: Session) => present(presence, 'session').document;

/** The content of a session's document, in the form of a target. */
function contentOf(state: Session) {
  const { name, notes, startedAt, endedAt, timezone, exercises } = documentOf(state);
  const list = exercises.map(({ id, exerciseId, mode, supersetGroup, name: own, notes: text, sets }) => ({
    ...{ entryId: id, exerciseId, mode, supersetGroup, personal: { name: own, notes: text } },
    sets: sets.map(({ id: setId, order: _, notes: note, ...rest }) => ({ ...rest, setId, personal: { notes: note } })),
  }));
  return { name, notes, startedAt, endedAt, timezone, entries: list };
}

const setsOf = (list: readonly Whole[]) => list.flatMap(({ sets }) => sets);
/** The ids of the items of `list` that `others` does not contain in the same form. */
function differing<Item extends object>(
  list: readonly Item[],
  others: readonly Item[],
  idOfItem: (item: Item) => string,
) {
  const known = new Set(others.map((item) => JSON.stringify(item)));
  return list.filter((item) => !known.has(JSON.stringify(item))).map(idOfItem);
}
const bare = ({ sets: _, ...rest }: Whole) => rest;
const sorted = (object: object) => Object.fromEntries(Object.entries(object).sort());

describe('the replacement of any session by any other', () => {
  it('leads to exactly what it describes, and then changes nothing', () => {
    const inputs = before.chain((earlier) => fc.tuple(fc.constant(earlier), targetFrom(earlier.entries)));
    const property = fc.property(inputs, ([earlier, asked]) => {
      // A session that has ended keeps an end.
      const target = { ...asked, endedAt: asked.endedAt ?? earlier.endedAt };
      const data: RecordSession['data'] = { ...earlier, sessionId, startedAt: morning, timezone, importId: null };
      const first = session.decide({ type: 'RecordSession', data }, session.initial, context);
      const begun = evolve(session.initial, first, 0);
      const command = { type: 'ReplaceSession', data: target } as const;
      const events = session.decide(command, begun, context);
      const replaced = evolve(begun, events, first.length);
      const { status: _, ...content } = target;
      expect(contentOf(replaced)).to.deep.equal(content);
      expect(documentOf(replaced).status).to.equal(target.endedAt === null ? 'in_progress' : 'completed');
      expect(session.decide(command, replaced, context)).to.deep.equal([]);
      expectMinimal(events, earlier.entries, target.entries);
    });
    fc.assert(property, samples(1_000));
  });
});

/** Fails if an event is about an entry or a set that stays as it is, or if something has more than one event. */
function expectMinimal(events: readonly SessionEvent[], before: readonly Whole[], after: readonly Whole[]): void {
  const named = (type: SessionEvent['type'], member: 'entryId' | 'setId') =>
    events.filter((event) => event.type === type).map(({ data }) => (data as Record<string, string>)[member]);
  const idsOf = (list: readonly Whole[]) => list.map(({ entryId }) => entryId);
  const kept = after.filter(({ entryId }) => idsOf(before).includes(entryId));
  const added = after.filter((each) => !kept.includes(each));
  const removed = before.filter(({ entryId }) => !idsOf(after).includes(entryId));
  const staying = setsOf(before.filter((each) => !removed.includes(each)));
  const setIds = (list: readonly Whole[]) => setsOf(list).map(({ setId }) => setId as string);
  expect(named('ExerciseRemoved', 'entryId')).to.have.members(idsOf(removed));
  expect(named('ExerciseAdded', 'entryId')).to.have.members(idsOf(added));
  const edited = differing(kept.map(bare), before.map(bare), ({ entryId }) => entryId);
  expect(named('ExerciseCorrected', 'entryId')).to.have.members(edited);
  const wanted = setIds(after);
  const known = staying.map(({ setId }) => setId as string);
  expect(named('SetRemoved', 'setId')).to.have.members(known.filter((id) => !wanted.includes(id)));
  expect(named('SetLogged', 'setId')).to.have.members(wanted.filter((id) => !known.includes(id)));
  const keptSets = setsOf(after).filter(({ setId }) => known.includes(setId));
  const corrected = differing(keptSets.map(sorted), staying.map(sorted), ({ setId }) => String(setId));
  expect(named('SetCorrected', 'setId')).to.have.members(corrected);
  expect(named('ExercisesReordered', 'entryId')).to.have.length(needsOrder(idsOf(before), idsOf(after)) ? 1 : 0);
  const setIdsOf = (list: readonly Whole[], id: string) => setIds(list.filter(({ entryId }) => entryId === id));
  const moved = idsOf(after).filter((id) => needsOrder(setIdsOf(before, id), setIdsOf(after, id)));
  expect(named('SetsReordered', 'entryId')).to.have.members(moved);
}

/** Whether removals, and additions at the end, do not lead to the new order by themselves. */
function needsOrder(before: readonly string[], after: readonly string[]): boolean {
  const kept = before.filter((id) => after.includes(id));
  return [...kept, ...after.filter((id) => !kept.includes(id))].join() !== after.join();
}
