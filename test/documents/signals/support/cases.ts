import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ScheduleDocument } from '../../../../src/documents/schedule.ts';
import {
  lookbackDays,
  type PlannedDay,
  type Signal,
  type SignalContext,
} from '../../../../src/documents/signals/signal.ts';
import { asksForAttention, signalsOf } from '../../../../src/documents/signals/signals.ts';
import { type CoachingPart, coachingParts } from '../../../../src/events/coaching-values.ts';
import type { SessionId, TimeZone } from '../../../../src/events/ids.ts';
import {
  type SeenMark,
  type SignalKind,
  type Thresholds,
  usualThresholds,
} from '../../../../src/events/signal-values.ts';
import { dayAt, factsOfSessions, type TestSession } from './sessions.ts';

/** A history, and the number of the day on which it is looked at. */
export type Case = Readonly<{
  title: string;
  today: number;
  sessions: readonly TestSession[];
  schedule?: ScheduleDocument | null;
  reached?: Readonly<Record<string, number>>;
  thresholds?: Partial<Thresholds>;
  scope?: readonly CoachingPart[];
  marks?: readonly SeenMark[];
  zone?: string;
}>;

/** What a coach would see on a day, from the events of the sessions. */
export function contextOf({
  today,
  sessions,
  schedule = null,
  reached = {},
  thresholds = {},
  zone = 'UTC',
}: Omit<Case, 'title'>) {
  const all = factsOfSessions(sessions).filter(({ day }) => day <= dayAt(today));
  const facts = all.filter(({ day }) => day > dayAt(today - lookbackDays));
  const planned = all.map(({ day, entries }): PlannedDay => {
    const own = entries.flatMap((entry) => entry.planned ?? []);
    const fulfilled = own.filter(({ workingSets, plannedSets }) => workingSets >= plannedSets).length;
    return { day, entries: own.length, fulfilled };
  });
  const last = all.at(-1);
  const context: SignalContext = {
    ...{ today: dayAt(today), zone: zone as TimeZone, facts, planned, schedule, coachedFrom: dayAt(0) },
    lastSession: last ? { id: last.id as SessionId, day: last.day, startRevision: 0 } : null,
    coaching: { stream: 'coaching-1', revision: 1 },
    reached: new Map(Object.entries(reached)),
    thresholds: { ...usualThresholds, ...thresholds },
  };
  return context;
}

export const signalsIn = ({ scope = coachingParts, marks = [], ...rest }: Omit<Case, 'title'>) =>
  signalsOf(contextOf(rest), scope, marks);

/** The mark of a coach who has seen a signal. */
export const seen = ({ kind, subject, strength, to }: Signal): SeenMark => ({ kind, subject, strength, until: to });

type Table = Readonly<{
  kind: SignalKind;
  /** Each case with the strengths of the signals of this kind that it must result in. */
  fires: readonly (Case & Readonly<{ strengths: readonly number[] }>)[];
  silent: readonly Case[];
  /** A history that was seen, and the later ones in which the signal is told again. */
  again: Readonly<{ before: Omit<Case, 'title'>; fires: readonly Case[]; silent: readonly Case[] }>;
}>;

/** Defines the tests of a kind of signals: when it is told, when it is not, and when it is told again. */
export function describeSignal({ kind, fires, silent, again }: Table): void {
  const ofKind = (asked: Omit<Case, 'title'>) => signalsIn(asked).filter((each) => each.kind === kind);
  describe(`the signal ${kind}`, () => {
    for (const { title, strengths, ...asked } of fires) {
      it(`is told ${title}`, () => {
        const found = ofKind(asked);
        expect(found.map(({ strength }) => strength)).to.deep.equal(strengths);
        expect(found.every(({ events, reason }) => events.length > 0 && reason !== '')).to.equal(true);
      });
    }
    for (const { title, ...asked } of silent) {
      it(`is not told ${title}`, () => expect(ofKind(asked)).to.deep.equal([]));
    }
    const marks = () => ofKind(again.before).map(seen);
    it('is not told again once it was seen', () => {
      expect(marks()).to.have.length(1);
      expect(ofKind({ ...again.before, marks: marks() }).map(({ isSeen }) => isSeen)).to.deep.equal([true]);
    });
    for (const { title, ...asked } of again.fires) {
      it(`is told again ${title}`, () => {
        const found = ofKind({ ...asked, marks: marks() });
        expect(found.some(({ isSeen }) => !isSeen)).to.equal(true);
        if (kind !== 'record') expect(found.some(asksForAttention)).to.equal(true);
      });
    }
    for (const { title, ...asked } of again.silent) {
      it(`is not told again ${title}`, () => {
        expect(ofKind({ ...asked, marks: marks() }).filter(({ isSeen }) => !isSeen)).to.deep.equal([]);
      });
    }
  });
}
