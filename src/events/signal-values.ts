/** The allowed words and numbers of signals: what tells a coach that an athlete needs attention. */
import type { Day } from './ids.ts';

/** The kinds of signals, the most urgent first. A record is good news and asks for nothing. */
export const signalKinds = [
  'pain_note',
  'missed_sessions',
  'silence',
  'performance_drop',
  'compliance_drop',
  'skipped_exercise',
  'shortfall',
  'effort_up',
  'effort_down',
  'stall',
  'substitution',
  'shortened_sessions',
  'rest_longer',
  'rest_shorter',
  'late_corrections',
  'late_logging',
  'batch_logging',
  'record',
] as const;
export type SignalKind = (typeof signalKinds)[number];

/** A number that a coach may change: what holds without a change, and the allowed range. */
export type ThresholdRange = Readonly<{ usual: number; min: number; max: number }>;

/** From which number on each kind of signal is told. `docs/guides/roster.md` has the units and the reasons. */
export const thresholdRanges = {
  painNotes: { usual: 1, min: 1, max: 20 },
  missedSessions: { usual: 2, min: 1, max: 20 },
  silentDays: { usual: 10, min: 2, max: 90 },
  dropPercent: { usual: 10, min: 2, max: 90 },
  complianceDropPoints: { usual: 20, min: 5, max: 100 },
  skips: { usual: 3, min: 1, max: 20 },
  shortfallPercent: { usual: 50, min: 10, max: 100 },
  effortUp: { usual: 1, min: 0.5, max: 5 },
  effortDown: { usual: 1.5, min: 0.5, max: 5 },
  stallSessions: { usual: 6, min: 3, max: 12 },
  substitutions: { usual: 3, min: 1, max: 20 },
  shortenedSessions: { usual: 2, min: 1, max: 10 },
  restLongerPercent: { usual: 60, min: 10, max: 500 },
  restShorterPercent: { usual: 50, min: 10, max: 90 },
  correctionHours: { usual: 24, min: 1, max: 720 },
  latePercent: { usual: 30, min: 5, max: 100 },
  batchSessions: { usual: 3, min: 2, max: 20 },
  recordPercent: { usual: 0, min: 0, max: 50 },
} as const satisfies Readonly<Record<string, ThresholdRange>>;
export type ThresholdName = keyof typeof thresholdRanges;
export type Thresholds = Readonly<Record<ThresholdName, number>>;

export const thresholdNames = Object.keys(thresholdRanges) as readonly ThresholdName[];

/** What holds when a coach has changed nothing. */
export const usualThresholds = Object.fromEntries(
  thresholdNames.map((name) => [name, thresholdRanges[name].usual]),
) as Thresholds;

/** A mark of a coach: a signal as it was when the coach had seen it. `until` is the last day of its facts. */
export type SeenMark = Readonly<{ kind: SignalKind; subject: string | null; strength: number; until: Day }>;

/** How many signals one command marks, and how many marks are kept for an athlete: the latest ones. */
export const [maxMarked, maxMarks] = [100, 500];
/** The strength of a signal is less than this. */
export const maxStrength = 1_000_000_000;
