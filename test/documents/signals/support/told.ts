import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Signal } from '../../../../src/documents/signals/signal.ts';
import type { SignalKind } from '../../../../src/events/signal-values.ts';
import { type Case, signalsIn } from './cases.ts';
import { dayAt, sets, type TestEntry, type TestSession, targets } from './sessions.ts';

export const lifted = (...weights: readonly number[]): readonly TestSession[] =>
  weights.map((weight, at) => ({ day: at * 3, entries: [{ exercise: 1, sets: sets(1, weight, 1) }] }));
export const entry = (done: number, reps = 5, exercise = 1, planned = 1): TestEntry => ({
  ...{ exercise, planned, targets: targets(2, 100, 5), sets: sets(done, 100, reps) },
});
export const on = (days: readonly number[], ...entries: readonly TestEntry[]): readonly TestSession[] =>
  days.map((day) => ({ day, entries }));
export const felt = (rpe: number): readonly TestSession[] =>
  on([0, 3, 6], { exercise: 1, targets: targets(2, 100, 5, { rpe: 8 }), sets: sets(2, 100, 5, { rpe }) });
export const rested = (...seconds: readonly string[]): readonly TestSession[] =>
  on([0, 3, 6], {
    ...{ exercise: 1, restSeconds: 100, targets: targets(4, 100, 5) },
    sets: seconds.map((time) => ({ reps: 5, performedAt: `2026-01-05T17:${time}.000000Z` as never })),
  });

export type Asked = Omit<Case, 'title'>;
type Told = Readonly<{ reason: string; numbers: Signal['numbers']; days: readonly [number, number]; events: string }>;

/** Each signal with its sentence, its numbers, its days, and its events as `number of the session`@`revision`. */
type Table = readonly (readonly [kind: SignalKind, asked: Asked, told: Told])[];

const eventText = ({ stream, revision }: Signal['events'][number]) =>
  `${stream.replace(/^session-.*?([1-9]\d*)$/, '$1')}@${revision}`;

/** Defines a test for each signal. */
export function describeTold(table: Table): void {
  describe('the sentence, the numbers, the days and the events of a signal', () => {
    for (const [kind, asked, told] of table) {
      it(`are told with “${told.reason}”`, () => {
        const [found] = signalsIn(asked).filter((each) => each.kind === kind);
        expect(found && { ...found, events: found.events.map(eventText).join(' ') }).to.include({
          ...{ reason: told.reason, events: told.events, from: dayAt(told.days[0]), to: dayAt(told.days[1]) },
        });
        expect(found?.numbers).to.deep.equal(told.numbers);
      });
    }
  });
}
