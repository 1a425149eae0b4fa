import { api, bodyOf } from '../../api/client.ts';
import { invalidate } from '../../api/query.ts';
import type { ScheduleCommands } from '../../coaching/schedule-controls.tsx';

const route = '/api/v1/training-plans/current';

const done = <Answer>(answer: Answer): Answer => {
  invalidate(new Set(['schedule']));
  return answer;
};

/** What the athlete does with the plan that is followed. */
export const scheduleCommands: ScheduleCommands = {
  shift: (from, days) => bodyOf(api.POST(`${route}/shift`, { body: { from, days } })).then(done),
  pause: (from) => bodyOf(api.POST(`${route}/pause`, { body: { from } })).then(done),
  resume: (on) => bodyOf(api.POST(`${route}/resume`, { body: { on } })).then(done),
  end: (from) => bodyOf(api.POST(`${route}/end`, { body: { from } })).then(done),
};
