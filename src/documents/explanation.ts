import type { Weight } from '../events/performance.ts';
import type { Suggestion } from '../events/planned.ts';
import { decimalOf, plus, rounded, textOf, times } from './decimal.ts';

/** Tells in English why targets were suggested: the sessions that count, the rule, and its numbers. */
export const explanationOf = (suggestion: Suggestion): string =>
  (suggestion.rule === 'percentage' ? aboutWave(suggestion) : sentencesOf(suggestion)).join(' ');

function sentencesOf(suggestion: Suggestion): readonly string[] {
  const { rule, outcome, base, reps, percent } = suggestion;
  switch (outcome) {
    case 'start':
      return aboutStart(suggestion);
    case 'from-training-max':
      return [aboutPercent(suggestion)];
    case 'from-e1rm':
      return aboutEstimate(suggestion);
    case 'increase-weight':
      return [
        aboutLast(suggestion),
        `The weight rises by ${difference(suggestion)} to ${aim(suggestion)}.`,
        ...again(reps),
      ];
    case 'increase-reps':
      return [aboutLast(suggestion), `The goal rises to ${reps} repetitions in each set${same(suggestion)}.`];
    case 'deload':
      return [
        aboutLast(suggestion),
        `The weight falls by ${percent} % from ${told(base)} to ${aim(suggestion)}.`,
        ...again(reps),
      ];
    default:
      return rule === 'fixed'
        ? ['The targets of the unit stay as they are.']
        : [aboutLast(suggestion), `The targets stay as they are${same(suggestion)}.`];
  }
}

function aboutStart({ weight, percent }: Suggestion): readonly string[] {
  if (percent !== null && weight === null) return [withoutMax];
  return weight === null
    ? ['No earlier session counts, and the unit prescribes no weight.']
    : [`No earlier session counts, so the exercise begins with ${told(weight)}.`];
}

const withoutMax = 'No training max of this exercise is known, so no weight is suggested.';

/** The sentence that says how the last session went. Sessions that were not completed, and warm-ups, do not count. */
function aboutLast({ rule, from, missed, failures, e1rm }: Suggestion): string {
  if (missed === null) {
    return rule === 'rpe' && e1rm === null
      ? 'The sets of the last session have no rating.'
      : `All planned sets of the last session were done (${counted(from[0]?.setIds.length ?? 0, 'set')}).`;
  }
  return `Of the planned sets of the last session, ${missed} were done as planned (${counted(failures, 'failure')} in a row).`;
}

function aboutEstimate(suggestion: Suggestion): readonly string[] {
  const { e1rm, formula, failures } = suggestion;
  const name = formula === 'brzycki' ? 'Brzycki' : 'Epley';
  return [
    `The best rated set of the last session gives an estimated maximum of ${told(e1rm)} (${name}).`,
    `For the planned repetitions and effort this allows ${aim(suggestion)}.`,
    ...(failures > 0 ? [`Failures in a row: ${failures}.`] : []),
  ];
}

function aboutWave(suggestion: Suggestion): readonly string[] {
  const { week, cycle, trainingMax } = suggestion;
  const place = `This is week ${week} of cycle ${cycle}.`;
  if (trainingMax === null) return [place, withoutMax];
  return [...aboutCycle(suggestion), place, aboutPercent(suggestion)];
}

/** What became of the training max at the end of a cycle. */
function aboutCycle({ outcome, base, trainingMax, failures }: Suggestion): readonly string[] {
  if (outcome === 'deload') {
    return [`The last cycle lacks planned sets, so the training max falls from ${told(base)} to ${told(trainingMax)}.`];
  }
  if (outcome !== 'next-cycle') return [];
  if (failures > 0) {
    const inARow = `${counted(failures, 'failed cycle')} in a row`;
    return [`The last cycle lacks planned sets (${inARow}), so the training max stays ${told(trainingMax)}.`];
  }
  return base?.value === trainingMax?.value
    ? [`The training max was set to ${told(trainingMax)}.`]
    : [
        `All planned sets of the last cycle were done, so the training max rises from ${told(base)} to ${told(trainingMax)}.`,
      ];
}

const aboutPercent = (suggestion: Suggestion): string =>
  `${suggestion.percent} % of the training max of ${told(suggestion.trainingMax)} is ${aim(suggestion)}.`;

/** The computed weight, and what can be loaded instead. */
const aim = ({ exact, weight }: Suggestion): string =>
  exact?.value === weight?.value ? told(weight) : `${told(exact)}, of which ${told(weight)} can be loaded`;

const same = ({ weight }: Suggestion): string => (weight === null ? '' : `, with ${told(weight)}`);

const again = (reps: number | null): readonly string[] =>
  reps === null ? [] : [`The goal is ${counted(reps, 'repetition')} in each set again.`];

function difference({ base, exact }: Suggestion): string {
  if (base === null || exact === null) return 'nothing';
  const by = plus(decimalOf(exact.value), times(decimalOf(base.value), decimalOf(-1)));
  return `${textOf(rounded(by, 2))} ${exact.unit}`;
}

/** A weight with at most two decimals and its unit. */
const told = (weight: Weight | null): string =>
  weight === null ? 'no weight' : `${textOf(rounded(decimalOf(weight.value), 2))} ${weight.unit}`;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
