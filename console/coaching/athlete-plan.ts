import { api, bodyOf } from '../api/client.ts';
import { invalidate } from '../api/query.ts';
import type { Schemas } from '../api/schemas.ts';
import type { ScheduleCommands } from './schedule-controls.tsx';

const base = '/api/v1/coaching/athletes/{athleteId}/training-plans';
const current = `${base}/current` as const;

type Found = Readonly<{ plan: Schemas['CurrentPlan'] | null }>;

/** The plan that an athlete follows. An athlete who has never followed one has no events of a schedule. */
export async function readPlanOf(athleteId: string, timezone: string): Promise<Found> {
  const path = { athleteId };
  const history = { path, query: { kind: 'schedule', limit: 1 } } as const;
  const { items } = await bodyOf(api.GET('/api/v1/coaching/athletes/{athleteId}/audit/history', { params: history }));
  if (items.length === 0) return { plan: null };
  return { plan: await bodyOf(api.GET(current, { params: { path, query: { timezone } } })) };
}

const changed = <Answer>(answer: Answer): Answer => {
  invalidate(new Set(['athlete']));
  return answer;
};

/** What a coach does with the plan that an athlete follows. */
export function schedulesOf(athleteId: string): ScheduleCommands {
  const params = { path: { athleteId } };
  return {
    shift: (from, days) => bodyOf(api.POST(`${current}/shift`, { params, body: { from, days } })).then(changed),
    pause: (from) => bodyOf(api.POST(`${current}/pause`, { params, body: { from } })).then(changed),
    resume: (on) => bodyOf(api.POST(`${current}/resume`, { params, body: { on } })).then(changed),
    end: (from) => bodyOf(api.POST(`${current}/end`, { params, body: { from } })).then(changed),
  };
}

type Assignment = Readonly<{
  athleteId: string;
  plan: Pick<Schemas['TrainingPlan'], 'id' | 'name'>;
  startsOn: string;
  /** Whether the athlete follows a plan that must end first. */
  endsFirst: boolean;
}>;

/** Assigns a plan of the coach from a day on: the athlete gets a copy, which is started. */
export async function assignPlan({ athleteId, plan, startsOn, endsFirst }: Assignment) {
  const path = { athleteId };
  const name = await freeName(athleteId, plan.name);
  const copy = { params: { path: { ...path, id: plan.id } }, body: { name } };
  const { id } = await bodyOf(api.POST(`${base}/{id}/copy`, copy));
  if (endsFirst) await schedulesOf(athleteId).end(startsOn);
  const start = { params: { path: { ...path, id } }, body: { startsOn } };
  return changed(await bodyOf(api.POST(`${base}/{id}/start`, start)));
}

/** A name that no plan of the athlete has: the same plan may be assigned several times. */
async function freeName(athleteId: string, name: string): Promise<string> {
  const params = { path: { athleteId }, query: { searchString: name, pageSize: 100 } };
  const { items } = await bodyOf(api.GET(base, { params }));
  const taken = new Set(items.map((plan) => plan.name));
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name} ${number}`;
  return free;
}
