/** What a format of another app may have no place for. */
export const lossMeanings = {
  timeZones: 'Time zones of sessions. The file has the times that the clock showed.',
  seconds: 'Seconds of the start or the end of sessions.',
  fractions: 'Fractions of seconds of the start or the end of sessions.',
  status: 'That sessions were aborted or have not ended.',
  links: 'Links of exercises in sessions to known exercises. Their names remain.',
  modes: 'Modes of exercises that do not follow from the values of their sets.',
  emptyExercises: 'Exercises without sets, and sessions without exercises.',
  repeatedExercises: 'That an exercise follows one of the same name. Readers may take them for one.',
  targets: 'Targets of exercises, and the units and plans from which sessions were started.',
  supersets: 'Supersets.',
  setNotes: 'Notes on sets.',
  setTimes: 'Times at which sets were performed.',
  rir: 'Repetitions in reserve.',
  zeroWeights: 'Weights of 0, which mean that there is none.',
  distanceUnits: 'Units of distances. The file has them in kilometres or miles.',
  backslashes: 'Backslashes before an n in notes, which mean a line break.',
} as const;
export type LossKind = keyof typeof lossMeanings;
