import type { Schemas } from '../../api/schemas.ts';

type Name = keyof Schemas['Thresholds']['effective'];

/** The thresholds by what they are about, the most urgent signals first. */
export const groups = {
  attendance: ['missedSessions', 'silentDays', 'shortenedSessions', 'complianceDropPoints'],
  performance: ['dropPercent', 'stallSessions', 'recordPercent'],
  plan: [
    'skips',
    'substitutions',
    'shortfallPercent',
    'effortUp',
    'effortDown',
    'restLongerPercent',
    'restShorterPercent',
  ],
  log: ['painNotes', 'correctionHours', 'latePercent', 'batchSessions'],
} as const satisfies Readonly<Record<string, readonly Name[]>>;
