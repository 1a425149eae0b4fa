import type { PlanUnitId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, created } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { askedUnits, unitReferenceIn, unitReferencesOf } from './asked-units.ts';
import { changePlan, createInPlan } from './command-plan.ts';
import { examplePlan, examplePlanUnit, planId, planUnitId } from './examples.ts';
import { addsPlanUnit, editsPlanUnit, ordersPlanUnits, removesPlanUnit } from './offline.ts';
import { addPlanUnit, editPlanUnit, planPath, planUnitPath, reorderPlanUnits } from './plan-requests.ts';
import { plan } from './responses.ts';

const tag = 'training plans';
const movedTo = (day: number) => ({ ...examplePlan, units: [{ ...examplePlan.units[0], day }] });

/** The routes that add, move and remove the units of a training plan. */
export const planUnitRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/training-plans/:id/units',
    operationId: 'addPlanUnit',
    tag,
    guard: 'user',
    summary: 'Add a training unit at the end of a day of a plan.',
    description: 'A unit may be on several days, and several times on one.',
    request: { path: planPath, headers: commandHeaders, body: addPlanUnit },
    responses: { 201: created(plan) },
    problems: ['plan-not-found', 'access-too-low', 'unit-not-found', 'id-taken'],
    offline: addsPlanUnit,
    example: {
      request: { path: { id: planId }, body: examplePlanUnit },
      response: { status: 201, body: examplePlan },
    },
    handle: (deps) => async (input) => {
      const { path, body, caller } = input;
      const references = await unitReferencesOf(deps, caller, [body], path.id);
      const id = newId<PlanUnitId>(deps, input, 'plan-unit', body.id);
      const [data] = askedUnits([body], references, () => id);
      if (!data) throw new Error('One unit was asked for');
      return createInPlan(deps, input, path.id, { type: 'AddPlanUnit', data });
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/training-plans/:id/units/order',
    operationId: 'reorderPlanUnits',
    tag,
    guard: 'user',
    summary: 'Give the units of a training plan other days and another order, in one step.',
    description: 'The body has every unit of the plan once.',
    request: { path: planPath, headers: commandHeaders, body: reorderPlanUnits },
    responses: { 200: changed(plan) },
    problems: ['plan-not-found', 'access-too-low'],
    offline: ordersPlanUnits,
    example: {
      request: { path: { id: planId }, body: { units: [{ id: planUnitId, day: 3 }] } },
      response: { status: 200, body: movedTo(3) },
    },
    handle: (deps) => (input) => {
      const units = input.body.units.map(({ id, day }) => ({ planUnitId: id, day }));
      return changePlan(deps, input, { type: 'ReorderPlanUnits', data: { units } });
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/training-plans/:id/units/:planUnitId',
    operationId: 'editPlanUnit',
    tag,
    guard: 'user',
    summary: 'Move a unit of a training plan, or use another training unit there.',
    description:
      'An absent member keeps its value. On another day, the unit becomes the last one without `order`. A new `unitId` ' +
      'without `name` also brings the name of that unit.',
    request: { path: planUnitPath, headers: commandHeaders, body: editPlanUnit },
    responses: { 200: changed(plan) },
    problems: ['plan-not-found', 'access-too-low', 'plan-unit-not-found', 'unit-not-found'],
    offline: editsPlanUnit,
    example: {
      request: { path: { id: planId, planUnitId }, body: { day: 2 } },
      response: { status: 200, body: movedTo(2) },
    },
    handle: (deps) => async (input) => {
      const { path, body, caller } = input;
      const references = await unitReferencesOf(deps, caller, [body], path.id);
      const data = { ...body, planUnitId: path.planUnitId, ...unitReferenceIn(references, body.unitId) };
      return changePlan(deps, input, { type: 'EditPlanUnit', data });
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/training-plans/:id/units/:planUnitId',
    operationId: 'removePlanUnit',
    tag,
    guard: 'user',
    summary: 'Remove a unit from a training plan.',
    description: 'The later units of the day move up, so that `order` has no gaps. The training unit itself remains.',
    request: { path: planUnitPath, headers: commandHeaders },
    responses: { 200: changed(plan) },
    problems: ['plan-not-found', 'access-too-low', 'plan-unit-not-found'],
    offline: removesPlanUnit,
    example: {
      request: { path: { id: planId, planUnitId } },
      response: { status: 200, body: { ...examplePlan, units: [] } },
    },
    handle: (deps) => (input) => {
      const { planUnitId } = input.path;
      return changePlan(deps, input, { type: 'RemovePlanUnit', data: { planUnitId } });
    },
  }),
];
