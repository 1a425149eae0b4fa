/** What the members of training units mean, in requests and responses. Texts of the API documentation. */

export const unitMeanings = {
  name: 'The name of the workout day. An account has each name once.',
  description: 'What the unit is for, or null.',
  archivedAt: 'When the unit was archived; null while it is in use.',
  copyOf: 'The unit that this one is a copy of, or null.',
} as const;

export const exerciseMeanings = {
  exerciseId: 'The exercise of the catalogue or of the athlete that this is linked to, or null.',
  name: 'The name of the exercise. It is a copy, which remains when the exercise is renamed or deleted.',
  mode: 'What a set records: `reps`, `time`, `distance` or, for `sets_only`, none of them. The target must fit it.',
  muscles:
    'The muscles of the exercise when it was linked, with the names that they have now. A copy, which remains when the ' +
    'exercise is changed or deleted. Empty without a link.',
  supersetGroup: 'Exercises with the same number form a superset.',
  sets: 'How many sets are planned. A wave says the number itself.',
  restSeconds: 'The rest between two sets.',
  loading:
    'With what the exercise is loaded. It decides to which weights a suggestion is rounded: `barbell` (a bar with ' +
    'plates), `dumbbells`, or `steps` (a machine).',
  alternatives: 'Exercises that the athlete may do instead.',
} as const;

export const targetMeanings = {
  reps: 'The repetitions of a set: a range, or one end of it.',
  seconds: 'The duration of a set.',
  distance: 'The distance of a set.',
  weight: 'The weight. A target has a weight or a percentage, not both.',
  percentOfTrainingMax: 'The weight as a percentage of the training max.',
  rpe: 'The rating of perceived exertion. A target has an RPE or an RIR, not both.',
  rir: 'The repetitions in reserve.',
} as const;

export const progressionMeanings = {
  none: 'Nothing is suggested.',
  fixed: 'The targets stay as they are.',
  linear: 'Each success raises the weight.',
  double: 'Each success raises the repetitions; at the end of their range, the weight is raised instead.',
  percentage:
    'The sets of each week are percentages of the training max, which each cycle of the weeks raises in which all ' +
    'sets succeed.',
  rpe: 'The weight follows from the last estimated one-repetition maximum and the target effort.',
  increment: 'By how much the weight, or the training max, is raised.',
  deload: 'After so many failures in a row, the weight is reduced by this percentage. Null for never.',
  atLeast: 'Whether to do as many repetitions as possible, at least `reps`.',
} as const;
