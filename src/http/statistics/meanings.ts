/** What the members of statistics mean. Texts of the API documentation. */
export const statisticsMeanings = {
  timezone: 'The zone in which it is today. By default that of the profile, else that of your last session, else UTC.',
  today: 'The day in the time zone of the athlete.',
  startsOn: 'The first day of the week, a Monday, or of the month.',
  sessions: 'How many sessions with a working set there were.',
  sets: 'How many working sets: all but warm-ups.',
  volume:
    'The sum of weight times repetitions of the working sets, in the unit of the answer. Assistance adds nothing.',
  e1rm: 'The estimated one-repetition maximum, with at most three decimals.',
  muscleSets: 'Working sets: each counts 1 for a primary muscle of its exercise and ½ for a secondary one.',
  muscleVolume: 'The volume, whole for a primary muscle and half for a secondary one.',
  unassigned: 'What belongs to no muscle group: exercises without a link, deleted ones, and those without muscles.',
  bodyWeight:
    'The body weight from which the estimate of an assisted set follows: the latest one on or before its day. Null for all else.',
  previous: 'The figure that it has beaten; null for the first one of its kind.',
  fulfilled: 'Planned exercises with at least as many working sets as planned.',
  skipped: 'Planned exercises without a working set.',
  exchanged: 'Planned exercises in place of which another one was done.',
  doneSets: 'How many of the planned sets were done.',
  rate: 'The fulfilled ones divided by all planned ones, with at most three decimals; null without any.',
} as const;
