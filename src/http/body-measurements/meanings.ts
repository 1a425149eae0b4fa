/** What the members of a measurement mean, in requests and responses. Texts of the API documentation. */
export const measurementMeanings = {
  kind: 'What was measured.',
  value: 'The number that was typed.',
  unit: '`kg` or `lb` for weights, `%` for body fat, `cm` or `in` for circumferences.',
  day: 'The day by the calendar of the athlete.',
  time: 'What the clock showed, `HH:MM` or `HH:MM:SS`; null for an unknown time.',
} as const;
