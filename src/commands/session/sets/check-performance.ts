import { invalid } from '../../../errors.ts';
import { isMeasure, type Measures, measureNames, type Performance } from '../../../events/performance.ts';
import type { Mode } from '../../../events/values.ts';
import { checkNotes } from '../../checks.ts';

/**
 * For each measure that depends on an entry's mode: the modes whose sets may have it. Sets in mode `time` or `distance`
 * may have both a time and a distance.
 */
const modesOf = {
  reps: ['reps'],
  seconds: ['time', 'distance'],
  distance: ['time', 'distance'],
} as const satisfies Partial<Record<keyof Measures, readonly Mode[]>>;

/** Refuses a set that breaks a rule of events/values.ts or has a measure that does not fit the mode of its entry. */
export function checkPerformance(performance: Performance, mode: Mode): void {
  for (const name of measureNames) checkMeasure(name, performance);
  checkNotes('notes', performance.personal.notes);
  checkMode(performance, mode);
  if (performance.rpe !== null && performance.rir !== null) {
    throw invalid('rir', 'A set has either rpe or rir, not both.');
  }
}

function checkMeasure<Name extends keyof Measures>(name: Name, measures: Measures): void {
  if (!isMeasure[name](measures[name])) throw invalid(name, 'This value is not allowed.');
}

/** Refuses a set with a measure that sets of this mode do not have, such as `reps` in mode `time`. */
export function checkMode(measures: Measures, mode: Mode): void {
  for (const name of Object.keys(modesOf) as (keyof typeof modesOf)[]) {
    if (measures[name] !== null && !(modesOf[name] as readonly Mode[]).includes(mode)) {
      throw invalid(name, `A set of an exercise in mode ${mode} has no ${name}.`);
    }
  }
}
