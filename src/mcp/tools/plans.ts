import { z } from 'zod';
import { progressionText, targetText } from '../../documents/audit/target.ts';
import type { PlanDocument } from '../../documents/plan.ts';
import type { UnitDocument } from '../../documents/unit.ts';
import type { PlanId, UnitId } from '../../events/ids.ts';
import { searchString } from '../../http/requests/list.ts';
import { cursor, idOf, limitOf, next } from '../frame/shown.ts';
import { type Tool, tool } from '../frame/tool.ts';
import { exerciseId, planId, unitId } from './examples.ts';

const listed = z.strictObject({ id: z.string(), name: z.string(), revision: z.int() });

type Listed = Readonly<{ items: readonly Readonly<{ id: string; name: string; revision: number }>[] }>;

const listPlansTool = tool({
  name: 'list_plans_and_units',
  title: 'List plans and training units',
  description: 'List training plans, or the units (workout templates) that plans consist of.',
  scope: 'read',
  input: z.strictObject({ kind: z.enum(['plan', 'unit']), search: searchString, limit: limitOf(20, 50), cursor }),
  output: z.strictObject({ items: z.array(listed), next }),
  example: {
    arguments: { kind: 'unit' },
    result: { items: [{ id: unitId, name: 'Legs', revision: 2 }], next: null },
  },
  handle: async ({ call }, { kind, search, limit, cursor: after }) => {
    const operation = kind === 'plan' ? 'listPlans' : 'listUnits';
    const query = { archived: 'false', searchString: search, pageSize: String(limit), after };
    const found = await call<Listed>(operation, { query });
    return { items: found.body.items.map(({ id, name, revision }) => ({ id, name, revision })), next: found.next };
  },
});

const readUnitTool = tool({
  name: 'read_unit',
  title: 'Read a training unit',
  description: 'Read a unit: its exercises with targets and progressions, and its revision.',
  scope: 'read',
  input: z.strictObject({ id: idOf<UnitId>('unit') }),
  output: z.strictObject({
    ...listed.shape,
    description: z.string().nullable(),
    exercises: z.array(
      z.strictObject({
        id: z.string().describe('Id within the unit.'),
        exerciseId: z.string().nullable(),
        name: z.string(),
        sets: z.int(),
        target: z.string(),
        progression: z.string(),
      }),
    ),
  }),
  example: {
    arguments: { id: unitId },
    result: {
      ...{ id: unitId, name: 'Legs', revision: 2, description: null },
      exercises: [
        { id: unitId, exerciseId, name: 'Squat', sets: 3, target: '5 reps, 60 kg', progression: 'linear, 2.5 kg more' },
      ],
    },
  },
  handle: async ({ call }, { id }) => {
    const { name, revision, description, exercises } = (await call<UnitDocument>('getUnit', { path: { id } })).body;
    return {
      ...{ id, name, revision, description },
      exercises: exercises.map((each) => ({
        ...{ id: each.id, exerciseId: each.exerciseId, name: each.name, sets: each.sets },
        ...{ target: targetText(each.target), progression: progressionText(each.progression) },
      })),
    };
  },
});

const readPlanTool = tool({
  name: 'read_plan',
  title: 'Read a training plan',
  description: 'Read a plan: which units are on which days, and its revision.',
  scope: 'read',
  input: z.strictObject({ id: idOf<PlanId>('plan') }),
  output: z.strictObject({
    ...listed.shape,
    description: z.string().nullable(),
    difficulty: z.string(),
    weeks: z.int(),
    repeats: z.int().nullable().describe('null: without end.'),
    units: z.array(z.strictObject({ id: z.string(), unitId: z.string().nullable(), name: z.string(), day: z.int() })),
  }),
  example: {
    arguments: { id: planId },
    result: {
      ...{ id: planId, name: 'Strength', revision: 1, description: null, difficulty: 'beginner', weeks: 1, repeats: 4 },
      units: [{ id: unitId, unitId, name: 'Legs', day: 1 }],
    },
  },
  handle: async ({ call }, { id }) => {
    const { body } = await call<PlanDocument>('getPlan', { path: { id } });
    const { name, revision, description, difficulty, weeks, repeats, units } = body;
    return {
      ...{ id, name, revision, description, difficulty, weeks, repeats },
      units: units.map((each) => ({ id: each.id, unitId: each.unitId, name: each.name, day: each.day })),
    };
  },
});

export const planTools: readonly Tool[] = [listPlansTool, readPlanTool, readUnitTool];
