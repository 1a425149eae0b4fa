/** What the members of training plans mean, in requests and responses. Texts of the API documentation. */

export const planMeanings = {
  name: 'The name of the plan. An account has each name once.',
  description: 'What the plan is for, or null.',
  difficulty: 'For whom the plan is.',
  weeks: 'How many weeks the days of the plan are in.',
  repeats: 'How often the weeks are done in a row; null for until the athlete stops.',
  archivedAt: 'When the plan was archived; null while it is in use.',
  copyOf: 'The plan that this one is a copy of, or null.',
} as const;

export const planUnitMeanings = {
  unitId: 'The training unit; null when the plan has only its name.',
  name: 'The name of the training unit. It is a copy, which remains when the unit is renamed or gone.',
  day: 'The day, from 1 through all weeks: day 8 is the first day of week 2. Days without a unit are for rest.',
  order: 'The place within the day, from 0 without gaps.',
} as const;

export const scheduleMeanings = {
  planId: 'The plan that was started. It may have been changed or deleted since. Null when it is not known any more.',
  startable:
    'What `POST /api/v1/training-sessions` takes as `plan` to start a session for it. Null when the plan is not known any more.',
  parts:
    'When the days of the plan are done: from `on`, the days from `day` follow, until the next part begins. Each shift ' +
    'and each pause adds one.',
  dayOfPart: 'A day of the plan, counted from 1 through all repeats.',
  status:
    '`upcoming` before its first day, `running`, `paused`, `finished` after its last day, or `ended` before that.',
  state:
    '`done` by a completed session, `started` by one in progress, `missed` on a day before today, `due` today, ' +
    '`planned` later.',
} as const;
