import { notFound } from '../../errors.ts';
import type { PlanId } from '../../events/ids.ts';
import { contextOf, newId } from '../command.ts';
import { pageWith } from '../examples.ts';
import { listReply } from '../list-reply.ts';
import { storedDocument } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { created, notModified, page, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { askedUnits, unitReferencesOf } from './asked-units.ts';
import { createInPlan } from './command-plan.ts';
import { examplePlan, examplePlanUnit, exampleSummary, planId } from './examples.ts';
import { createsPlan } from './offline.ts';
import { copyPlan, createPlan, listPlans, planPath } from './plan-requests.ts';
import { plan, planPage } from './responses.ts';

const tag = 'training plans';

/** The routes that create, read and list training plans. */
export const planRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/training-plans',
    operationId: 'listPlans',
    tag,
    guard: 'user',
    summary: "List the caller's training plans, or those that others share.",
    description: 'By name. A summary has the number of units.',
    request: { query: listPlans },
    responses: { 200: page(planPage) },
    problems: ['read-model-behind'],
    example: {
      request: { query: { searchString: 'week' } },
      response: { status: 200, body: pageWith(exampleSummary) },
    },
    handle:
      ({ queries }) =>
      (input) =>
        listReply(input, (page, { searchString: search, ...filters }) => {
          const { account, requiredPosition } = input.caller;
          return queries.listPlans({ ...filters, ...page, search, owner: account.id, requiredPosition });
        }),
  }),
  route({
    method: 'post',
    path: '/api/v1/training-plans',
    operationId: 'createPlan',
    tag,
    guard: 'user',
    summary: 'Create a training plan with its units.',
    description:
      'The client may supply the ids, UUIDs of any version. With the id of the plan it may repeat the request.',
    request: { headers: commandHeaders, body: createPlan },
    responses: { 201: created(plan) },
    problems: ['id-taken', 'unit-not-found', 'plan-name-taken', 'quota-exceeded'],
    offline: createsPlan,
    example: {
      request: {
        body: {
          ...{ name: 'Three days a week', difficulty: 'beginner', weeks: 2, repeats: 6 },
          units: [examplePlanUnit],
        },
      },
      response: { status: 201, body: examplePlan },
    },
    handle: (deps) => async (input) => {
      const { caller, body } = input;
      const planId = newId<PlanId>(deps, input, 'plan', body.id);
      const references = await unitReferencesOf(deps, caller, body.units);
      // The ids of the plan units follow from that of the plan, so that a repeated request with the plan's id has the
      // same ids.
      const units = askedUnits(body.units, references, (place) => deps.ids.derive(caller.account.id, planId, place));
      const { name, description, difficulty, weeks, repeats } = body;
      const data = { planId, copyOf: null, name, description, difficulty, weeks, repeats, units };
      return createInPlan(deps, input, planId, { type: 'CreatePlan', data });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/training-plans/:id',
    operationId: 'getPlan',
    tag,
    guard: 'user',
    summary: 'Read a training plan.',
    description: 'The plan with its units, in the order of days.',
    request: { path: planPath },
    responses: { 200: shown(plan), 304: notModified },
    problems: ['plan-not-found', 'read-model-behind'],
    example: { request: { path: { id: planId } }, response: { status: 200, body: examplePlan } },
    handle:
      ({ queries }) =>
      async ({ path, caller }) => {
        const { account, requiredPosition } = caller;
        const found = await queries.getPlan({ owner: account.id, id: path.id, requiredPosition });
        if (!found) throw notFound('plan');
        return storedDocument(found);
      },
  }),
  route({
    method: 'post',
    path: '/api/v1/training-plans/:id/copy',
    operationId: 'copyPlan',
    tag,
    guard: 'user',
    summary: 'Copy a training plan under another name.',
    description:
      'The copy belongs to the caller and is in use, also when the plan is archived. `copyOf` is the id of the plan. A ' +
      "copy of an own plan has the same training units. Of another account's plan each unit is copied once; a copy whose " +
      'name is taken gets a number after it. Own exercises of that account become own exercises of the caller.',
    request: { path: planPath, headers: commandHeaders, body: copyPlan },
    responses: { 201: created(plan) },
    problems: [
      ...(['plan-not-found', 'unit-not-found', 'id-taken', 'plan-name-taken', 'unit-name-taken'] as const),
      ...(['quota-exceeded', 'read-model-behind'] as const),
    ],
    example: {
      request: { path: { id: planId }, body: { name: 'Four days a week' } },
      response: {
        status: 201,
        body: {
          ...{ ...examplePlan, id: '01900000-0000-7000-8000-000000000073' },
          ...{ name: 'Four days a week', copyOf: planId },
        },
      },
    },
    handle: (deps) => async (input) => {
      const { path, body, caller } = input;
      const copy = newId<PlanId>(deps, input, 'plan', body.id);
      const command = await deps.copyPlan({
        ...{ source: path.id, copy, name: body.name },
        ...{ context: contextOf(deps, input), requiredPosition: caller.requiredPosition },
      });
      return createInPlan(deps, input, copy, command);
    },
  }),
];
