import type { ProfileDocument } from '../../documents/profile.ts';
import { invalid } from '../../errors.ts';
import { isSameJson } from '../../events/json.ts';
import type { Gear, Preferences, ProfileEvent } from '../../events/profile.ts';
import {
  e1rmFormulas,
  firstDaysOfWeek,
  hasLength,
  timeZoneLength,
  type WeightUnit,
  weightUnits,
} from '../../events/values.ts';
import { checkOneOf, checkText } from '../checks.ts';
import { checkGear } from './check-gear.ts';

/** Changes preferences and gear. Members that are absent in `data` stay as they are. */
export type ChangePreferences = Readonly<{
  type: 'ChangePreferences';
  data: Readonly<Partial<Preferences> & { gear?: Readonly<Partial<Record<WeightUnit, Gear | null>>> }>;
}>;

export function changePreferences({ data }: ChangePreferences, document: ProfileDocument): ProfileEvent[] {
  const { gear = {}, ...preferences } = data;
  return [...preferenceEvents(document, { ...preferencesOf(document), ...preferences }), ...gearEvents(document, gear)];
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
