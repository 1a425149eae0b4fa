/** What the members of a profile mean, in requests and responses. Texts of the API documentation. */

export const profileMeanings = {
  unit: 'The unit in which sums and statistics are told. What was typed keeps its unit.',
  timezone: 'The time zone of the athlete; null while it is not known.',
  e1rmFormula: 'The formula that estimates a one-repetition maximum.',
  gear: 'What the athlete can load, for weights in each unit; null for what most gyms have.',
  forCoaches: 'What coaches are told, who read it while the athlete lets them read anything.',
  setOn: 'The first day on which it holds, by the calendar of the athlete.',
} as const;

export const gearMeanings = {
  bar: 'The weight of the empty bar.',
  plates: 'The plates, each with the number of pairs; null for as many as needed.',
  dumbbells: 'The weights of the dumbbells, each for one hand.',
  step: 'The difference between two weights of a machine.',
} as const;

export const forCoachesMeanings = {
  limitations: 'Injuries, illnesses, and whatever else limits the training.',
  equipment: 'What is there to train with.',
  birthYear: 'The year of birth; null if the athlete does not tell it.',
} as const;
