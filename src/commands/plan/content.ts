import { type PlanDocument, type PlanUnitDocument, planUnitDataOf } from '../../documents/plan.ts';
import { invalid } from '../../errors.ts';
import { isSameJson } from '../../events/json.ts';
import type { PlanEvent, PlanFacts } from '../../events/plan.ts';
import { daysPerWeek, maxPlanUnits, planDay, planRepeats, planWeeks } from '../../events/training-values.ts';
import { difficulties } from '../../events/values.ts';
import { appendBytesOf, maxAppendBytes } from '../append-size.ts';
import { checkInteger, checkName, checkNotes, checkOneOf } from '../checks.ts';

/** What people may change of a training plan besides its units. */
export type Facts = Pick<PlanDocument, 'name' | 'description' | 'difficulty' | 'weeks' | 'repeats'>;

/** The facts of a plan in the form that events have: name and description are in `personal`. */
export const factsDataOf = ({ name, description, difficulty, weeks, repeats }: Facts): PlanFacts => ({
  ...{ difficulty, weeks, repeats },
  personal: { name, description },
});

/** The events that change the facts of a plan to `after`; none if they are the same. Refuses new facts that break a rule. */
export function editsOf(before: Facts, after: Facts): PlanEvent[] {
  const data = factsDataOf(after);
  if (isSameJson(factsDataOf(before), data)) return [];
  checkFacts(after);
  return [{ type: 'PlanEdited', data }];
}

/** Refuses facts that break a rule of events/values.ts. */
export function checkFacts({ name, description, difficulty, weeks, repeats }: Facts): void {
  checkName('name', name);
  checkNotes('description', description);
  checkOneOf('difficulty', difficulty, difficulties);
  checkInteger('weeks', weeks, planWeeks);
  checkInteger('repeats', repeats, planRepeats);
}

/** Refuses a plan unit that breaks a rule. */
export function checkPlanUnit({ name, day }: Pick<PlanUnitDocument, 'name' | 'day'>): void {
  checkName('name', name);
  checkInteger('day', day, planDay);
}

/** Refuses a plan with too many units, or with units on days after its weeks. Plan units are in the order of days. */
export function checkLayout(units: readonly PlanUnitDocument[], weeks: number): void {
  if (units.length > maxPlanUnits) throw invalid('units', `A training plan has at most ${maxPlanUnits} units.`);
  const last = units.at(-1)?.day ?? 0;
  if (last > weeks * daysPerWeek) throw invalid('weeks', `Day ${last} is after the last of ${weeks} weeks.`);
}

/** Refuses a change that is too large for one append. */
export function checkAppendSize(events: readonly PlanEvent[]): void {
  if (appendBytesOf(events) <= maxAppendBytes) return;
  throw invalid('units', 'This is too much for one request. Send the units in several requests.');
}

/** Whether two plan units have the same unit and name. Their places may differ. */
export const isSameUnit = (a: PlanUnitDocument, b: PlanUnitDocument): boolean =>
  isSameJson(planUnitDataOf(a), planUnitDataOf(b));
