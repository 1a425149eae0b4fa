/** What the members of sessions, exercises and sets mean, in requests and responses. Texts of the API documentation. */

export const sessionMeanings = {
  name: 'The name of the workout, such as `Leg day`, or null.',
  startedAt: 'When the session began.',
  endedAt: 'When the session ended; null while it is in progress.',
  timezone: 'The IANA time zone of the athlete. It decides on which day the session was.',
  plan: 'The training plan that the session was started from, or null.',
  unit: 'The training unit that the session was started from, or null.',
} as const;

export const entryMeanings = {
  exerciseId: 'The exercise of the catalogue or of the athlete that this is linked to, or null.',
  name: 'The name of the exercise. It is a copy, which remains when the exercise is renamed or deleted.',
  mode: 'What a set records: `reps`, `time` (seconds), `distance` or, for `sets_only`, none of them. Any set may have a weight.',
  supersetGroup: 'Exercises with the same number form a superset.',
  unitExerciseId:
    'The exercise of the unit whose targets it gets. Without `exerciseId` and `name` it is that exercise, else one that ' +
    'was done instead.',
  planned: 'The targets from a training unit; null for an exercise that the athlete has added.',
} as const;

export const templateMeanings = {
  id: 'The id, or null in a history that comes from another installation.',
  name: 'The name at the start of the session. It remains when the template is renamed or deleted.',
} as const;

export const planDayMeanings = {
  week: 'The week of the plan, from 1 through all repeats.',
  day: 'The day of that week, from 1.',
  index: 'Which unit of the day, from 0.',
} as const;

export const plannedMeanings = {
  unitExerciseId: 'The id of the exercise within the training unit.',
  exerciseId: 'The exercise that the unit prescribed, or null.',
  name: 'The name of the exercise that the unit prescribed.',
  mode: 'What the planned sets record.',
  order: 'The place among the exercises of the unit, from 0.',
  suggestion: 'Why these targets. Null when they are those of the unit as it is.',
  explanation: 'The suggestion in English: the sessions, the rule and the numbers. Null without one.',
  status:
    '`done` with at least as many sets as planned, `partly` with some, `skipped` with none in a session that has ended, ' +
    '`open` with none before. Warm-ups do not count.',
  isExchanged: 'Whether another exercise was done instead of the prescribed one.',
} as const;

export const suggestionMeanings = {
  rule: 'The rule of progression.',
  outcome: 'What the rule concluded.',
  from: 'The sessions from which it follows, the newest first.',
  failures: 'How many failures in a row came before.',
  missed: 'The first planned set that the last session did not reach, counted from 0. Null if it reached all of them.',
} as const;

export const setMeanings = {
  type: 'What kind of set it was.',
  weight: 'The weight as the athlete typed it. Negative for assistance.',
  reps: 'The number of repetitions.',
  seconds: 'How long the set lasted, in seconds with at most three decimals.',
  distance: 'The distance as the athlete typed it.',
  rpe: 'The rating of perceived exertion, 1 to 10 in halves. A set has an RPE or an RIR, not both.',
  rir: 'The repetitions in reserve, 0 to 10.',
  performedAt: 'When the set was performed, or null.',
} as const;
