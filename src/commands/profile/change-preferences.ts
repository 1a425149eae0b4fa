import { type ProfileDocument, personalForCoaches } from '../../documents/profile.ts';
import { invalid } from '../../errors.ts';
import type { Instant } from '../../events/ids.ts';
import { isSameJson } from '../../events/json.ts';
import type { ForCoaches, Gear, Preferences, ProfileEvent } from '../../events/profile.ts';
import { birthYears, forCoachesLength } from '../../events/training-values.ts';
import {
  e1rmFormulas,
  firstDaysOfWeek,
  hasLength,
  timeZoneLength,
  type WeightUnit,
  weightUnits,
} from '../../events/values.ts';
import { checkInteger, checkNotes, checkOneOf, checkText } from '../checks.ts';
import type { DecisionContext } from '../decider.ts';
import { checkGear } from './check-gear.ts';

/** Changes preferences, gear and what coaches are told. Members that are absent in `data` stay as they are. */
export type ChangePreferences = Readonly<{
  type: 'ChangePreferences';
  data: Readonly<
    Partial<Preferences> & {
      gear?: Readonly<Partial<Record<WeightUnit, Gear | null>>>;
      forCoaches?: Partial<ForCoaches>;
    }
  >;
}>;

export function changePreferences(
  { data }: ChangePreferences,
  document: ProfileDocument,
  { at }: DecisionContext,
): ProfileEvent[] {
  const { gear = {}, forCoaches = {}, ...preferences } = data;
  return [
    ...preferenceEvents(document, { ...preferencesOf(document), ...preferences }),
    ...gearEvents(document, gear),
    ...eventsForCoaches(document, forCoaches, at),
  ];
}

const preferencesOf = ({ unit, timezone, firstDayOfWeek, e1rmFormula }: ProfileDocument): Preferences => ({
  ...{ unit, timezone, firstDayOfWeek, e1rmFormula },
});

function preferenceEvents(document: ProfileDocument, after: Preferences): ProfileEvent[] {
  if (isSameJson(preferencesOf(document), after)) return [];
  checkOneOf('unit', after.unit, weightUnits);
  checkOneOf('firstDayOfWeek', after.firstDayOfWeek, firstDaysOfWeek);
  checkOneOf('e1rmFormula', after.e1rmFormula, e1rmFormulas);
  if (after.timezone !== null) checkTimeZone(after.timezone);
  return [{ type: 'PreferencesChanged', data: after }];
}

function checkTimeZone(zone: string): void {
  if (!hasLength(zone, timeZoneLength)) throw invalid('timezone', 'This is not a time zone.');
  checkText('timezone', zone);
}

function gearEvents(document: ProfileDocument, gear: NonNullable<ChangePreferences['data']['gear']>): ProfileEvent[] {
  return weightUnits.flatMap((unit): ProfileEvent[] => {
    const after = gear[unit];
    if (after === undefined || isSameJson(document.gear[unit], after)) return [];
    if (after !== null) checkGear(`gear.${unit}`, after);
    return [{ type: 'GearChanged', data: { unit, gear: after } }];
  });
}

function eventsForCoaches(
  { forCoaches }: ProfileDocument,
  change: Partial<ForCoaches>,
  at: Instant,
): readonly ProfileEvent[] {
  const after = { ...forCoaches, ...change };
  if (isSameJson(forCoaches, after)) return [];
  for (const text of ['goals', 'limitations', 'equipment'] as const) {
    checkNotes(`forCoaches.${text}`, after[text], forCoachesLength);
  }
  checkInteger('forCoaches.birthYear', after.birthYear, { ...birthYears, max: Number(at.slice(0, 4)) });
  return [{ type: 'ProfileForCoachesChanged', data: { personal: personalForCoaches(after) } }];
}
