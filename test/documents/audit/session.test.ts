import { expect } from 'chai';
import { auditOf, tell } from '../../../src/documents/audit/all.ts';
import type { Presence } from '../../../src/documents/presence.ts';
import type { EntryId, SessionId, SetId, TimeZone } from '../../../src/events/ids.ts';
import { emptyPerformance, type Performance } from '../../../src/events/performance.ts';
import type { SessionEvent } from '../../../src/events/session.ts';
import { athlete, noon, streamOfEvents } from '../../support/specification.ts';

const [bench, again] = ['bench' as EntryId, 'again' as EntryId];
const [first, second] = ['first' as SetId, 'second' as SetId];
const sessionId = 'session' as SessionId;
const started: SessionEvent = {
  type: 'SessionStarted',
  data: {
    ...{
      sessionId,
      userId: athlete,
      startedAt: noon,
      timezone: 'Europe/Berlin' as TimeZone,
      importId: null,
      live: true,
    },
    ...{ plan: null, planDay: null, unit: null },
    personal: { name: null, notes: null, plan: null, unit: null },
  },
};
const added = (entryId: EntryId, name: string): SessionEvent => ({
  type: 'ExerciseAdded',
  data: {
    ...{ entryId, exerciseId: null, mode: 'reps', supersetGroup: null, planned: null, correction: false },
    personal: { name, notes: null, planned: null },
  },
});
const performed = (part: Partial<Performance>): Performance => ({ ...emptyPerformance, ...part });
const logged = (setId: SetId, part: Partial<Performance>, entryId = bench): SessionEvent => ({
  type: 'SetLogged',
  data: { entryId, setId, ...performed(part), correction: false },
});
const corrected = (setId: SetId, part: Partial<Performance>): SessionEvent => ({
  type: 'SetCorrected',
  data: { entryId: bench, setId, ...performed(part), correction: true },
});
const kg = (value: number) => ({ value, unit: 'kg' }) as const;

/** The sentence about the last of these events, which follow the start of a session. */
function sentenceOfLast(...events: readonly SessionEvent[]): string | undefined {
  const audit = auditOf('session');
  let state: Presence<unknown> = audit.fold.initial;
  let sentence: string | undefined;
  for (const event of streamOfEvents([started, ...events])) ({ state, sentence } = tell(audit, state, event));
  return sentence;
}

describe('the sentences about sets', () => {
  const table: readonly (readonly [performed: Partial<Performance>, sentence: string])[] = [
    [{ weight: kg(100), reps: 5 }, '100 kg × 5'],
    [{ weight: { value: 225.5, unit: 'lb' }, reps: 1, rpe: 9.5 }, '225.5 lb × 1, RPE 9.5'],
    [{ weight: kg(-20), reps: 8, rir: 2 }, '-20 kg × 8, 2 in reserve'],
    [{ weight: kg(0.0000001) }, '0.0000001 kg'],
    [{ reps: 1 }, '1 rep'],
    [{ reps: 12, type: 'drop' }, '12 reps (drop)'],
    [{ seconds: 45.5 }, '45.5 s'],
    [{ seconds: 3_690 }, '1 h 1 min 30 s'],
    [{ distance: { value: 5, unit: 'km' }, seconds: 1_500 }, '25 min, 5 km'],
    [{}, 'no measure'],
    [{ reps: 3, personal: { notes: 'slow' } }, '3 reps, notes “slow”'],
  ];
  for (const [part, text] of table) {
    it(`tell that a set was logged: ${text}`, () =>
      expect(sentenceOfLast(added(bench, 'Bench Press'), logged(first, part))).to.equal(
        `Set 1 of Bench Press logged: ${text}`,
      ));
  }

  it('name the set, the old value and the new value of a correction', () => {
    const before = [logged(first, { reps: 5 }), logged(second, { weight: kg(95), reps: 5 })];
    expect(
      sentenceOfLast(added(bench, 'Bench Press'), ...before, corrected(second, { weight: kg(100), reps: 5 })),
    ).to.equal('Set 2 of Bench Press: 95 kg × 5 → 100 kg × 5 (after the session had ended)');
  });

  it('tell notes and times that a correction changes', () => {
    const after = corrected(first, { reps: 5, performedAt: noon, personal: { notes: 'x'.repeat(100) } });
    expect(sentenceOfLast(added(bench, 'Bench Press'), logged(first, { reps: 5 }), after)).to.equal(
      `Set 1 of Bench Press: done at none → 2026-01-10 13:00; notes none → “${'x'.repeat(79)}…” (after the session had ended)`,
    );
  });

  it('number an exercise whose name another one has', () =>
    expect(
      sentenceOfLast(added(bench, 'Bench Press'), added(again, 'Bench Press'), logged(first, { reps: 5 }, again)),
    ).to.equal('Set 1 of Bench Press (exercise 2) logged: 5 reps'));
});
