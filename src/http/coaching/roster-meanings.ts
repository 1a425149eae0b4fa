import type { ThresholdName } from '../../events/signal-values.ts';

/** What each threshold means. Texts of the API documentation. */
export const thresholdMeanings: Readonly<Record<ThresholdName, string>> = {
  painNotes: '`pain_note`: how many notes of a session have words for pain or injury.',
  missedSessions: '`missed_sessions`: how many planned units in a row have no session.',
  silentDays: '`silence`: how many days ago the last session began.',
  dropPercent: '`performance_drop`: by how many percent an estimate is below the usual one.',
  complianceDropPoints: '`compliance_drop`: how many points of percent compliance of 30 days has lost.',
  skips: '`skipped_exercise`: in how many sessions of four weeks an exercise has no set.',
  shortfallPercent: '`shortfall`: how many percent of the sets of an exercise are below their target.',
  effortUp: '`effort_up`: by how many points of RPE the effort is above the target.',
  effortDown: '`effort_down`: by how many points of RPE the effort is below the target.',
  stallSessions: '`stall`: how many sessions of an exercise in a row have no better estimate.',
  substitutions: '`substitution`: in how many sessions of four weeks another exercise was done.',
  shortenedSessions: '`shortened_sessions`: how many sessions of two weeks were shortened.',
  restLongerPercent: '`rest_longer`: by how many percent rests are longer than planned.',
  restShorterPercent: '`rest_shorter`: by how many percent rests are shorter than planned.',
  correctionHours: '`late_corrections`: how many hours after its end a session may change.',
  latePercent: '`late_logging`: how many percent of the sets were recorded more than a day late.',
  batchSessions: '`batch_logging`: how many sessions were recorded within minutes.',
  recordPercent: '`record`: by how many percent the estimate is above the one of before.',
};

/** What the members of a signal mean. */
export const signalMeanings = {
  subject: 'The exercise, the exercise of a unit or the session that it is about; null for the athlete as a whole.',
  name: 'The name of that exercise, as it was called in the last session.',
  reason: 'The signal as a sentence in English.',
  strength: 'How strong it is, in the unit of its threshold; of a record the estimate in kilograms.',
  from: 'The day of the first fact that it follows from.',
  to: 'The day of the last one.',
  numbers: 'The numbers that it follows from, by name.',
  instead: 'The exercises that were done instead of the planned one.',
  notes:
    'The notes with words for pain or injury. They are shown to be read, and say nothing about what the athlete has.',
  corrections:
    'What was changed after the end of the session, by whom, and how many seconds after the end was recorded.',
  events: 'The events of the log that it follows from: of each stream their revisions.',
  isSeen: 'Whether you have marked it as seen, and it has not become stronger since.',
  needsAttention: 'Whether there is a signal that you have not seen. A record is good news and does not count.',
  today: 'The day that it is for the athlete: in the zone of the profile, else of the last session.',
  lag: 'From when sets happened until they were recorded, over 30 days. Imports do not count.',
  compliance: 'Planned exercises with all their sets, in percent, with the same of as many days before.',
} as const;
