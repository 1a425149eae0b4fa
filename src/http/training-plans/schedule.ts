import { schedule as decider, type ScheduleCommand } from '../../commands/schedule/decider.ts';
import { present } from '../../documents/presence.ts';
import type { ScheduleDocument } from '../../documents/schedule.ts';
import { type NamedThings, planThing, scheduleThing } from '../../use-cases/sync/named-things.ts';
import { contextOf } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import { answered, type Reply } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { planId } from './examples.ts';
import { planPath } from './plan-requests.ts';
import { readablePlan } from './readable-plan.ts';
import { exampleSchedule } from './schedule-examples.ts';
import { endSchedule, pauseSchedule, resumeSchedule, shiftSchedule, startPlan } from './schedule-requests.ts';
import { schedule } from './schedule-responses.ts';

const tag = 'training plans';
const usesSchedule = (): NamedThings => ({ aggregate: scheduleThing });

/** Sends a command to the schedule of the caller. The reply is the whole schedule. */
async function changeOwn(
  deps: Dependencies,
  input: Parameters<typeof contextOf>[1],
  command: ScheduleCommand,
): Promise<Reply<200, ScheduleDocument>> {
  const outcome = await deps.execute(decider, input.caller.account.id, [command], contextOf(deps, input));
  return answered(outcome, present(outcome.presence, 'schedule').document);
}

/** The routes that start, shift, pause, resume and end a plan. */
export const scheduleRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/training-plans/:id/start',
    operationId: 'startPlan',
    tag,
    guard: 'user',
    summary: 'Start a training plan on a day.',
    description:
      'A plan of the caller, or one that another account shares. An account does one plan at a time: another one must have ' +
      'ended or be over. Later changes of the plan change nothing of what is due.',
    request: { path: planPath, headers: commandHeaders, body: startPlan },
    responses: { 200: changed(schedule) },
    problems: ['plan-not-found', 'schedule-conflict', 'read-model-behind'],
    offline: ({ path }) => ({ aggregate: scheduleThing, uses: [planThing(path.id)] }),
    example: {
      request: { path: { id: planId }, body: { startsOn: '2026-03-02' } },
      response: { status: 200, body: exampleSchedule },
    },
    handle: (deps) => async (input) => {
      const { path, body, caller } = input;
      const found = await readablePlan(deps, caller, path.id);
      // The command refuses a missing plan, because a start may be repeated after its plan was deleted.
      return changeOwn(deps, input, { type: 'StartPlan', data: { planId: path.id, ...body }, ...found });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/training-plans/current/shift',
    operationId: 'shiftSchedule',
    tag,
    guard: 'user',
    summary: 'Move what is due on a day or later by some days.',
    description: 'It can be brought forward only over days without units.',
    request: { headers: commandHeaders, body: shiftSchedule },
    responses: { 200: changed(schedule) },
    problems: ['schedule-not-found', 'schedule-conflict'],
    offline: usesSchedule,
    example: {
      request: { body: { from: '2026-03-02', days: 1 } },
      response: { status: 200, body: { ...exampleSchedule, parts: [{ day: 1, on: '2026-03-03' }] } },
    },
    handle: (deps) => (input) => changeOwn(deps, input, { type: 'ShiftSchedule', data: input.body }),
  }),
  route({
    method: 'post',
    path: '/api/v1/training-plans/current/pause',
    operationId: 'pauseSchedule',
    tag,
    guard: 'user',
    summary: 'Pause the plan from a day on.',
    request: { headers: commandHeaders, body: pauseSchedule },
    responses: { 200: changed(schedule) },
    problems: ['schedule-not-found', 'schedule-conflict'],
    offline: usesSchedule,
    example: {
      request: { body: { from: '2026-03-09' } },
      response: { status: 200, body: { ...exampleSchedule, pausedFrom: '2026-03-09' } },
    },
    handle: (deps) => (input) => changeOwn(deps, input, { type: 'PauseSchedule', data: input.body }),
  }),
  route({
    method: 'post',
    path: '/api/v1/training-plans/current/resume',
    operationId: 'resumeSchedule',
    tag,
    guard: 'user',
    summary: 'Resume a paused plan on a day.',
    request: { headers: commandHeaders, body: resumeSchedule },
    responses: { 200: changed(schedule) },
    problems: ['schedule-not-found', 'schedule-conflict'],
    offline: usesSchedule,
    example: {
      request: { body: { on: '2026-03-16' } },
      response: {
        status: 200,
        body: {
          ...exampleSchedule,
          parts: [
            { day: 1, on: '2026-03-02' },
            { day: 8, on: '2026-03-16' },
          ],
        },
      },
    },
    handle: (deps) => (input) => changeOwn(deps, input, { type: 'ResumeSchedule', data: input.body }),
  }),
  route({
    method: 'post',
    path: '/api/v1/training-plans/current/end',
    operationId: 'endSchedule',
    tag,
    guard: 'user',
    summary: 'End the plan: nothing is due from a day on.',
    description: 'What was due before remains visible, done or missed.',
    request: { headers: commandHeaders, body: endSchedule },
    responses: { 200: changed(schedule) },
    problems: ['schedule-not-found', 'schedule-conflict'],
    offline: usesSchedule,
    example: {
      request: { body: { from: '2026-03-30' } },
      response: { status: 200, body: { ...exampleSchedule, endedFrom: '2026-03-30' } },
    },
    handle: (deps) => (input) => changeOwn(deps, input, { type: 'EndSchedule', data: input.body }),
  }),
];
