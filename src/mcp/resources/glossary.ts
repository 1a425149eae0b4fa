/** What the words of the log mean, for an assistant. */
export const glossary = `# Words of the training log

- **Session**: one workout that was done, with exercises and their sets. Its times have a time zone.
- **Set**: what was done without a pause: weight (value and unit, as the athlete typed it), repetitions, seconds,
  distance, effort. A negative weight is assistance, such as that of a band. No weight means body weight alone.
- **Type of a set**: normal, warm-up and others. Warm-ups never count in statistics and records.
- **RPE**: effort from 1 to 10; 10 is a set after which no repetition was possible. **Reps in reserve**: how many
  repetitions would still have been possible. A set has one of the two.
- **Mode** of an exercise: what its sets record, such as reps or time.
- **Unit**: a template of a workout: exercises with sets, targets and progressions.
- **Plan**: which units are done on which days, in weeks that may repeat. Day 1 is the first day of the plan.
- **Progression**: the rule by which targets change from session to session. The reason of a target says why.
- **e1RM**: the estimated one-rep maximum, by the named formula.
- **Volume**: weight times repetitions, added up.
- **Revision**: the number of the last change of a thing. A change needs the revision that you have read.
- **Times** are shown as \`2026-03-01 18:30 Europe/Berlin\`; arguments are ISO 8601 with an offset.
- **Weights** are kg or lb, distances m, km, mi, yd or ft.
`;
