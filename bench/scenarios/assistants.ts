import { setTimeout as delay } from 'node:timers/promises';
import { countTokens } from 'gpt-tokenizer';
import { listedTool } from '../../src/mcp/frame/tool.ts';
import { tools } from '../../src/mcp/tools/tools.ts';
import { type Athlete, createAthlete } from '../support/athlete.ts';
import { bodyOf, week } from '../support/session-body.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import type { Line, Scenario } from '../support/table.ts';

/** Five years with four sessions a week, of five exercises with five sets each. */
const sessions = scaled(1_040);
const batch = 100;
const exercises = 7;

/** Counts what assistants read: the list of tools, and what each tool answers by default about a history of five years. */
export const assistants: Scenario = {
  name: 'assistants',
  about: `tokens of the list of tools and of each default result, for an athlete with ${sessions} sessions`,
  async run() {
    await using system = await startSystem();
    await system.run('seed');
    const url = await system.startAll({ ACCOUNT_REQUESTS: '0', RATE_ACCOUNT: '0' });
    const athlete = await createAthlete(url);
    const post = async (path: string, body: object) =>
      JSON.parse(await athlete.request(path, { method: 'POST', body: JSON.stringify(body) }));
    const exerciseIds = await barbellExercises(athlete);
    const start = Date.now() - (sessions / 4 + 1) * week;
    let last = '';
    for (let from = 0; from < sessions; from += batch) {
      const group = Array.from({ length: Math.min(batch, sessions - from) }, (_, at) =>
        bodyOf(
          from + at,
          start,
          exerciseIds.map((exerciseId) => ({ exerciseId })),
        ),
      );
      const made = await Promise.all(group.map((body) => post('/training-sessions', body)));
      last = made.at(-1)?.id ?? last;
      const day = new Date(start + (from / 4) * week).toISOString().slice(0, 10);
      await post('/body-measurements', { kind: 'body_weight', value: 80 + from / batch, unit: 'kg', day });
    }
    const target = (exerciseId: string) => ({ exerciseId, sets: 4, target: { reps: { min: 5, max: 8 } } });
    const unit = await post('/training-units', { name: 'Whole body', exercises: exerciseIds.map(target) });
    const units = [1, 3, 5].map((day) => ({ unitId: unit.id, day }));
    const plan = await post('/training-plans', {
      name: 'Strength',
      difficulty: 'expert',
      weeks: 1,
      repeats: 12,
      units,
    });
    await post(`/training-plans/${plan.id}/start`, { startsOn: new Date().toISOString().slice(0, 10) });
    const { token } = await post('/access/tokens', { name: 'Bench', scopes: ['read', 'write'] });
    const argumentsOf: Readonly<Record<string, object>> = {
      search_exercises: { query: 'press' },
      todays_plan: { timezone: 'UTC' },
      read_session: { id: last },
      exercise_history: { exercise: exerciseIds[0] },
      exercise_statistics: { exercise: exerciseIds[0] },
      list_plans_and_units: { kind: 'unit' },
      read_plan: { id: plan.id },
      read_unit: { id: unit.id },
    };
    const lines: Line[] = [tokens('the list of tools', JSON.stringify({ tools: tools.map(listedTool) }))];
    for (const { name, scope } of tools) {
      if (scope === 'read') lines.push(tokens(name, await callTool(url, token, name, argumentsOf[name] ?? {})));
    }
    return lines;
  },
};

/** Exercises of the catalogue, as soon as it can be searched. */
async function barbellExercises({ request }: Athlete): Promise<readonly string[]> {
  for (;;) {
    const { items } = JSON.parse(await request('/exercises?searchString=barbell&pageSize=50')) as {
      items: readonly Found[];
    };
    const found = items.filter(({ metrics }) => metrics.includes('weight') && metrics.includes('reps'));
    if (found.length >= exercises) return found.slice(0, exercises).map(({ id }) => id);
    await delay(100);
  }
}

type Found = Readonly<{ id: string; metrics: readonly string[] }>;

const tokens = (what: string, text: string): Line => ({ what, value: countTokens(text), unit: 'tokens' });

async function callTool(url: string, token: string, name: string, args: object): Promise<string> {
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } };
  const headers = {
    ...{ 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    authorization: `Bearer ${token}`,
  };
  const answer = await fetch(`${url}/mcp`, { method: 'POST', headers, body: JSON.stringify(message) });
  const { result } = (await answer.json()) as { result: Readonly<{ isError?: boolean }> };
  if (result.isError) throw new Error(`${name}: ${JSON.stringify(result)}`);
  return JSON.stringify(result);
}
