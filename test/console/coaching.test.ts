import { expect } from 'chai';
import { signalText } from '../../console/coaching/signal-text.ts';
import type { Signal } from '../../console/coaching/use-roster.ts';
import { inUnit } from '../../console/i18n/convert.ts';
import { groups } from '../../console/views/thresholds/groups.ts';
import { thresholdNames } from '../../src/events/signal-values.ts';

const signal = (told: Pick<Signal, 'kind' | 'numbers'> & Partial<Signal>): Signal => ({
  ...{ subject: null, name: null, reason: '', strength: 1, from: '2026-03-01', to: '2026-03-02' },
  ...{ instead: [], notes: [], corrections: [], events: [], isSeen: false },
  ...told,
});

describe('the sentence about a signal', () => {
  it('has its numbers, with weights in the unit of the coach', () => {
    const drop = signal({
      ...{ kind: 'performance_drop', name: 'Squat' },
      numbers: { percent: 12.5, lastKg: 140, usualKg: 160 },
    });
    expect(signalText(drop, 'kg')).to.equal('Squat: estimated 140 kg, 12.5 % below the usual 160 kg.');
    expect(signalText(drop, 'lb')).to.equal('Squat: estimated 308.6 lb, 12.5 % below the usual 352.7 lb.');
  });

  it('chooses the plural by whole numbers, and tells differences without a sign', () => {
    const effort = (sessions: number) => signal({ kind: 'effort_down', numbers: { points: -1.5, sets: 9, sessions } });
    expect(signalText(effort(1), 'kg')).to.equal('1.5 points of RPE below the target in 1 session.');
    expect(signalText(effort(3), 'kg')).to.equal('1.5 points of RPE below the target in 3 sessions.');
  });

  it('names the words of notes once', () => {
    const notes = ['pain', 'pain'].map((word, revision) => ({ sessionId: 's', revision, text: '', words: [word] }));
    expect(signalText(signal({ kind: 'pain_note', numbers: { notes: 2 }, notes }), 'kg')).to.equal(
      '2 notes mention: pain.',
    );
  });
});

describe('the weights of a coach', () => {
  it('are converted exactly and rounded to a decimal', () => {
    expect([inUnit(100, 'kg'), inUnit(100, 'lb')]).to.deep.equal([
      { value: 100, unit: 'kg' },
      { value: 220.5, unit: 'lb' },
    ]);
  });
});

describe('the form of thresholds', () => {
  it('has each threshold once', () => {
    expect(Object.values(groups).flat()).to.have.members(thresholdNames);
  });
});
