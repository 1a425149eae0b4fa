import { assertNever } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { PlanEvent } from '../../events/plan.ts';
import { daysPerWeek } from '../../events/training-values.ts';
import { type PlanDocument, type PlanUnitDocument, planFold } from '../plan.ts';
import type { Around, Audit } from './audit.ts';
import { itemDifferences } from './items.ts';
import { aboutSharing, sharingDifferences } from './sharing.ts';
import { aboutChange, aboutLapse, aboutParts, changedParts, differencesOf, type Part, quoted } from './words.ts';

/** How the history of a training plan is told. */
export const planAudit: Audit<PlanEvent, PlanDocument> = { fold: planFold, sentence, differences };

const factParts: readonly Part<PlanDocument>[] = [
  ['name', ({ name }) => quoted(name)],
  ['description', ({ description }) => quoted(description)],
  ['difficulty', ({ difficulty }) => difficulty],
  ['weeks', ({ weeks }) => String(weeks)],
  ['repeats', ({ repeats }) => (repeats === null ? 'until stopped' : String(repeats))],
];
const archiveParts: readonly Part<PlanDocument>[] = [
  ['archived', ({ archivedAt }) => (archivedAt === null ? 'no' : 'yes')],
];
const placePart: Part<PlanUnitDocument> = ['', placeText];
const unitParts: readonly Part<PlanUnitDocument>[] = [
  ['', ({ name }) => quoted(name)],
  ['unit', ({ unitId }) => unitId ?? 'none'],
];

/** A day that is counted from 1 through all weeks, as week and day. */
export const planDayText = (day: number): string =>
  `week ${Math.ceil(day / daysPerWeek)}, day ${((day - 1) % daysPerWeek) + 1}`;

function placeText({ day, order }: PlanUnitDocument): string {
  return `${planDayText(day)}, place ${order + 1}`;
}

function sentence(event: StreamEvent<PlanEvent>, { before, after }: Around<PlanDocument>): string {
  switch (event.type) {
    case 'PlanCreated':
      return `Plan ${quoted(event.data.personal.name)} created${event.data.copyOf === null ? '' : ' as a copy'}`;
    case 'PlanEdited':
      return aboutChange('Plan', factParts, before, after);
    case 'PlanUnitAdded':
      return `Unit ${quoted(event.data.personal.name)} added on ${planDayText(event.data.day)}`;
    case 'PlanUnitEdited': {
      const [old, current] = [unitIn(before, event.data), unitIn(after, event.data)];
      return aboutChange(old ? `Unit on ${planDayText(old.day)}` : 'Unit', unitParts, old, current);
    }
    case 'PlanUnitMoved': {
      const [old, current] = [unitIn(before, event.data), unitIn(after, event.data)];
      return aboutChange(old ? `Unit ${quoted(old.name)} moved` : 'Unit moved', [placePart], old, current);
    }
    case 'PlanUnitRemoved': {
      const old = unitIn(before, event.data);
      return old ? `Unit ${quoted(old.name)} removed from ${planDayText(old.day)}` : 'A unit removed';
    }
    case 'PlanUnitsReordered':
      return aboutParts('Units reordered', before && after ? moves(before, after) : []);
    case 'PlanArchived':
      return 'Plan archived';
    case 'PlanRestored':
      return 'Plan taken out of the archive';
    case 'PlanDeleted':
      return `Plan ${before ? `${quoted(before.name)} ` : ''}deleted`;
    case 'SharingChanged':
    case 'AccessGranted':
    case 'AccessEnded':
      return aboutSharing('Plan', event, { before, after });
    case 'ClaimLapsed':
      return aboutLapse(event.data);
    default:
      return assertNever(event);
  }
}

const unitIn = (plan: PlanDocument | null, { planUnitId }: Readonly<{ planUnitId: string }>) =>
  plan?.units.find(({ id }) => id === planUnitId);

/** For each unit that has another place than before, a text with both places. */
function moves(before: PlanDocument, after: PlanDocument): readonly string[] {
  const old = new Map(before.units.map((unit) => [unit.id, unit]));
  return after.units.flatMap((unit) => {
    const known = old.get(unit.id);
    return known ? changedParts([placePart], known, unit).map((part) => `${quoted(unit.name)} ${part}`) : [];
  });
}

function differences(before: PlanDocument, after: PlanDocument): readonly string[] {
  return [
    ...differencesOf('Plan', [...factParts, ...archiveParts], before, after),
    ...sharingDifferences('Plan', before, after),
    ...unitDifferences(before.units, after.units),
  ];
}

/** How the units of two plans, or of two schedules, differ. */
export const unitDifferences = (
  before: readonly PlanUnitDocument[],
  after: readonly PlanUnitDocument[],
): readonly string[] =>
  itemDifferences(before, after, {
    added: (unit) => `Unit ${quoted(unit.name)} added on ${planDayText(unit.day)}`,
    removed: (unit) => `Unit ${quoted(unit.name)} removed from ${planDayText(unit.day)}`,
    changed: (old, current) => {
      const parts = changedParts([...unitParts, placePart], old, current);
      return parts.length === 0 ? [] : [aboutParts(`Unit ${quoted(old.name)}`, parts)];
    },
    reordered: () => 'The units are in another order',
  });
