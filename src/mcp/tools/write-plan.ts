import { z } from 'zod';
import type { PlanDocument } from '../../documents/plan.ts';
import { invalid } from '../../errors.ts';
import type { PlanId, PlanUnitId, UnitId } from '../../events/ids.ts';
import { maxPlanUnits, planDay, planRepeats, planWeeks } from '../../events/training-values.ts';
import { difficulties } from '../../events/values.ts';
import { anyId, integer, listOf, name, notes } from '../../http/requests/fields.ts';
import { day } from '../../http/requests/list.ts';
import { idOf, revision } from '../frame/shown.ts';
import type { Tool } from '../frame/tool.ts';
import { writingTool } from '../frame/writing.ts';
import { planId, unitId } from './examples.ts';

const dayOfPlan = integer(planDay.min, planDay.max);
const unit = z.strictObject({ unitId: anyId<UnitId>(), day: dayOfPlan.describe('Day of the plan, from 1.') });
const fields = {
  description: notes.exactOptional(),
  weeks: integer(planWeeks.min, planWeeks.max).exactOptional(),
  repeats: integer(planRepeats.min, planRepeats.max).nullable().exactOptional().describe('null: without end.'),
};

const createPlanTool = writingTool({
  name: 'create_plan',
  title: 'Create a training plan',
  description: 'Create a plan from units that exist, for days of its weeks. Day 8 is the first day of week 2.',
  input: z.strictObject({
    name,
    difficulty: z.enum(difficulties),
    ...fields,
    units: listOf(unit, { min: 1, max: maxPlanUnits }),
  }),
  example: { name: 'Strength', difficulty: 'beginner', weeks: 1, repeats: 6, units: [{ unitId, day: 1 }] },
  creates: 'plan',
  handle: async ({ call, headers, newId }, args) => {
    await call('createPlan', { headers, body: { ...args, id: newId } });
    return newId;
  },
});

const change = z.strictObject({
  do: z.enum(['add', 'move', 'remove']),
  entry: anyId<PlanUnitId>().exactOptional().describe('Id within the plan, to move or remove.'),
  unitId: anyId<UnitId>().exactOptional().describe('To add.'),
  day: dayOfPlan.exactOptional(),
});
type Change = z.output<typeof change>;

const amendPlanTool = writingTool({
  name: 'amend_plan',
  title: 'Amend a training plan',
  description: 'Change only the named units of a plan, or its name and length. Needs the revision from read_plan.',
  input: z.strictObject({
    id: idOf<PlanId>('plan'),
    revision,
    name: name.exactOptional(),
    ...fields,
    changes: listOf(change, { min: 1, max: maxPlanUnits }).exactOptional(),
  }),
  removes: true,
  example: { id: planId, revision: 1, changes: [{ do: 'add', unitId, day: 3 }] },
  handle: async ({ call, headers: own }, { id, revision: read, changes = [], ...head }) => {
    if (changes.length === 0 && Object.keys(head).length === 0)
      throw invalid('changes', 'Must name a change.', 'missing');
    const path = { id };
    const headers = { ...own, 'if-match': `"${read}"` };
    const { body: document } = await call<PlanDocument>('getPlan', { path });
    // At another revision this is a repetition, or it is refused: nothing is changed either way.
    if (document.revision !== read) await call('editPlan', { path, headers, body: {} });
    else {
      let units: Entry[] = [...document.units];
      for (const [index, each] of changes.entries()) units = applied(units, each, `changes.${index}`);
      await call('replacePlan', { path, headers, body: { ...document, ...head, units } });
    }
    return id;
  },
});

type Entry = Readonly<{ id?: PlanUnitId; unitId: UnitId | null; day: number }>;

function applied(entries: readonly Entry[], { do: kind, entry, unitId: added, day: on }: Change, at: string): Entry[] {
  if (kind === 'add') {
    if (added === undefined) throw invalid(`${at}.unitId`, 'Required to add one.', 'missing');
    if (on === undefined) throw invalid(`${at}.day`, 'Required to add one.', 'missing');
    return [...entries, { unitId: added, day: on }];
  }
  if (added !== undefined) throw invalid(`${at}.unitId`, `Not allowed for ${kind}.`, 'extra_forbidden');
  if (entry === undefined || !entries.some(({ id }) => id === entry)) {
    throw invalid(`${at}.entry`, 'The plan has none with this id. Read it again.');
  }
  if (kind === 'remove') return entries.filter(({ id }) => id !== entry);
  if (on === undefined) throw invalid(`${at}.day`, 'Required to move one.', 'missing');
  return entries.map((each) => (each.id === entry ? { ...each, day: on } : each));
}

const startPlanTool = writingTool({
  name: 'start_plan',
  title: 'Start a training plan',
  description: 'Assign a plan to the athlete from a day on. Refused while another plan is running.',
  input: z.strictObject({ id: idOf<PlanId>('plan'), startsOn: day.describe('YYYY-MM-DD.') }),
  example: { id: planId, startsOn: '2026-03-02' },
  handle: async ({ call, headers }, { id, startsOn }) => {
    await call('startPlan', { path: { id }, headers, body: { startsOn } });
    return id;
  },
});

export const planWritingTools: readonly Tool[] = [createPlanTool, amendPlanTool, startPlanTool];
