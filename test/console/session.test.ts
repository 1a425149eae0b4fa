import { expect } from 'chai';
import fc from 'fast-check';
import { applyCommand, startedSession } from '../../console/session/apply-command.ts';
import { moved } from '../../console/session/moved.ts';
import { loadBar } from '../../console/session/plates.ts';
import { daysShown, monthAfter } from '../../console/views/history/month.ts';

const at = '2026-03-01T10:00:00.000Z';
const [id, entryId, setId] = ['s', 'e', 't'];
const common = { key: 'k', occurredAt: at };
const start = { ...common, operation: 'startSession', body: { id, timezone: 'UTC', name: 'Leg day' } } as const;
const addEntry = {
  ...common,
  operation: 'addEntry',
  path: { id },
  body: { id: entryId, name: 'Squat', mode: 'reps' },
} as const;
const path = { id, entryId };
const logSet = { ...common, operation: 'logSet', path, body: { id: setId, reps: 5 } } as const;

describe('a session before the service has answered', () => {
  const begun = () => {
    const added = applyCommand(startedSession(start), addEntry);
    return added && applyCommand(added, logSet);
  };

  it('shows what was logged as the service will answer it', () => {
    const session = begun();
    expect(session).to.include({ name: 'Leg day', status: 'in_progress', startedAt: at });
    expect(session?.exercises[0]?.sets).to.deep.equal([
      {
        ...{ id: setId, order: 0, type: 'normal', weight: null, reps: 5, seconds: null, distance: null },
        ...{ rpe: null, rir: null, notes: null, performedAt: null },
      },
    ]);
  });

  it('shows an exercise once that the service has already', () => {
    const session = begun();
    const again = session && applyCommand(session, addEntry);
    expect(again?.exercises.map((entry) => [entry.id, entry.sets.length])).to.deep.equal([[entryId, 1]]);
  });

  it('shows a set once that the service has already, and numbers what remains', () => {
    const session = begun();
    const again = session && applyCommand(session, logSet);
    expect(again?.exercises[0]?.sets).to.have.length(1);
    const more = again && applyCommand(again, { ...logSet, body: { id: 'u', reps: 3 } });
    const left = more && applyCommand(more, { ...common, operation: 'removeSet', path: { ...path, setId } });
    expect(left?.exercises[0]?.sets.map((set) => [set.id, set.order])).to.deep.equal([['u', 0]]);
  });

  it('ends at the time of the command, and is gone once it is deleted', () => {
    const session = begun();
    const ended = session && applyCommand(session, { ...common, operation: 'completeSession', path: { id } });
    expect(ended).to.include({ status: 'completed', endedAt: at });
    expect(session && applyCommand(session, { ...common, operation: 'deleteSession', path: { id } })).to.equal(null);
  });
});

describe('moved', () => {
  it('moves one of the ids, and never past an end', () => {
    const items = ['a', 'b', 'c'].map((each) => ({ id: each }));
    expect(moved(items, 'a', 1)).to.deep.equal(['b', 'a', 'c']);
    expect(moved(items, 'a', -1)).to.deep.equal(['a', 'b', 'c']);
  });
});

describe('loadBar', () => {
  it('makes up each weight exactly, or says what is left over', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.constantFrom('kg' as const, 'lb' as const),
        (hundredths, unit) => {
          const value = hundredths / 100;
          const { bar, side, rest } = loadBar({ value, unit }, null);
          const loaded = Math.round((bar + rest + 2 * side.reduce((sum, plate) => sum + plate, 0)) * 100);
          expect(loaded).to.equal(Math.max(hundredths, bar * 100));
        },
      ),
    );
  });

  it('uses no more plates than the athlete has', () => {
    const gear = {
      bar: 20,
      plates: [
        { value: 20, pairs: 1 },
        { value: 5, pairs: null },
      ],
    };
    expect(loadBar({ value: 100, unit: 'kg' }, gear).side).to.deep.equal([20, 5, 5, 5, 5]);
  });
});

describe('daysShown', () => {
  it('shows whole weeks from the first day of the week of the athlete', () => {
    const monday = daysShown('2026-03', 'monday');
    expect([monday[0], monday.at(-1), monday.length]).to.deep.equal(['2026-02-23', '2026-04-05', 42]);
    const sunday = daysShown('2026-02', 'sunday');
    expect([sunday[0], sunday.at(-1), sunday.length]).to.deep.equal(['2026-02-01', '2026-02-28', 28]);
    expect(monthAfter('2026-12', 1)).to.equal('2027-01');
  });
});
