import { plan as decider } from '../../commands/plan/decider.ts';
import { invalid } from '../../errors.ts';
import { contextOf, newId } from '../command.ts';
import { at } from '../examples.ts';
import { answered } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, removed } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { askedUnits, unitReferencesOf } from './asked-units.ts';
import { changePlan } from './command-plan.ts';
import { examplePlan, examplePlanUnit, planId, planUnitId } from './examples.ts';
import { deletesPlan, replacesPlan, usesPlan } from './offline.ts';
import { editPlan, planPath, replacePlan } from './plan-requests.ts';
import { plan } from './responses.ts';

const path = { id: planId };
const tag = 'training plans';

/** A route that takes a plan out of use, or back into it. */
const archiving = (verb: 'archive' | 'restore', type: 'ArchivePlan' | 'RestorePlan', summary: string) =>
  route({
    method: 'post',
    path: `/api/v1/training-plans/:id/${verb}`,
    operationId: `${verb}Plan`,
    tag,
    guard: 'user',
    summary,
    description: 'An archived plan keeps its name and accepts every change. Repeating the request changes nothing.',
    request: { path: planPath, headers: commandHeaders },
    responses: { 200: changed(plan) },
    problems: ['plan-not-found', 'access-too-low'],
    offline: usesPlan,
    example: {
      request: { path },
      response: { status: 200, body: { ...examplePlan, archivedAt: verb === 'archive' ? at : null } },
    },
    handle: (deps) => (input) => changePlan(deps, input, { type, data: {} }),
  });

/** The routes that change, archive and delete a training plan. */
export const planCommandRoutes: readonly Route[] = [
  route({
    method: 'put',
    path: '/api/v1/training-plans/:id',
    operationId: 'replacePlan',
    tag,
    guard: 'user',
    summary: 'Change a training plan to what the body says.',
    description:
      'Units of the plan are recognised by their ids. Those without an id are new, those that the body lacks are ' +
      'removed. The body of a response may be sent back; members that cannot be changed have no effect.',
    needsIfMatch: true,
    request: { path: planPath, headers: commandHeaders, body: replacePlan },
    responses: { 200: changed(plan) },
    problems: ['plan-not-found', 'access-too-low', 'unit-not-found', 'plan-name-taken', 'id-taken'],
    offline: replacesPlan,
    example: {
      request: {
        path,
        headers: { 'if-match': '"1"' },
        body: {
          ...{ name: 'Two days a week', difficulty: 'beginner', weeks: 2, repeats: 6 },
          units: [{ id: planUnitId, ...examplePlanUnit }],
        },
      },
      response: { status: 200, body: { ...examplePlan, name: 'Two days a week' } },
    },
    handle: (deps) => async (input) => {
      const { path, body, caller } = input;
      if (body.id !== undefined && body.id !== path.id) throw invalid('id', 'Must be the id in the path.');
      const references = await unitReferencesOf(deps, caller, body.units, path.id);
      const units = askedUnits(body.units, references, (place) => newId(deps, input, place));
      const { name, description, difficulty, weeks, repeats } = body;
      const data = { name, description, difficulty, weeks, repeats, units };
      return changePlan(deps, input, { type: 'ReplacePlan', data });
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/training-plans/:id',
    operationId: 'editPlan',
    tag,
    guard: 'user',
    summary: 'Change the name, the description, the difficulty, the weeks or the repeats of a training plan.',
    request: { path: planPath, headers: commandHeaders, body: editPlan },
    responses: { 200: changed(plan) },
    problems: ['plan-not-found', 'access-too-low', 'plan-name-taken'],
    offline: usesPlan,
    example: {
      request: { path, body: { description: 'Strength' } },
      response: { status: 200, body: { ...examplePlan, description: 'Strength' } },
    },
    handle: (deps) => (input) => changePlan(deps, input, { type: 'EditPlan', data: input.body }),
  }),
  route({
    method: 'delete',
    path: '/api/v1/training-plans/:id',
    operationId: 'deletePlan',
    tag,
    guard: 'user',
    summary: 'Delete a training plan.',
    description: 'The plan disappears from lists at once, and its name is free again. An id that was used stays used.',
    request: { path: planPath, headers: commandHeaders },
    responses: { 204: removed },
    problems: ['plan-not-found', 'access-too-low'],
    offline: deletesPlan,
    example: { request: { path }, response: { status: 204 } },
    handle: (deps) => async (input) => {
      const remove = { type: 'DeletePlan', data: {} } as const;
      return answered(await deps.execute(decider, input.path.id, [remove], contextOf(deps, input)));
    },
  }),
  archiving('archive', 'ArchivePlan', 'Archive a training plan.'),
  archiving('restore', 'RestorePlan', 'Bring an archived training plan back into use.'),
];
