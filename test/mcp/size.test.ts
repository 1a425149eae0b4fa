import { expect } from 'chai';
import { countTokens } from 'gpt-tokenizer';
import { tools } from '../../src/mcp/tools/tools.ts';
import { useExercises } from '../http/support/use-exercises.ts';
import { type Assistant, assistantFor } from './support/assistant.ts';

const maxTokens = 4_000;
const timezone = 'Europe/Berlin';

describe('the results of tools that read', () => {
  const the = useExercises();
  let assistant: Assistant;
  let exerciseId = '';
  let sessionId = '';
  beforeEach(async () => {
    exerciseId = await the.idOf(the.addSystem({ name: 'Barbell Back Squat (High Bar)' }));
    assistant = await assistantFor(the.app, the.cast.athlete);
    const sets = Array.from({ length: 5 }, (_, at) => ({
      weight: { value: 102.5 + at, unit: 'kg' },
      reps: 5,
      rpe: 8.5,
    }));
    for (let number = 0; number < 40; number += 1) {
      const day = new Date(Date.parse('2026-01-01T17:00:00Z') + number * 86_400_000).toISOString();
      const exercises = Array.from({ length: 7 }, () => ({ exerciseId, sets, notes: 'Felt good.' }));
      const body = { name: `Lower body, day ${number}`, startedAt: day, endedAt: day.replace('T17', 'T18'), timezone };
      sessionId = (await the.cast.athlete.post('/training-sessions', { ...body, exercises })).json.id;
      const weight = { kind: 'body_weight', value: 81.4, unit: 'kg', day: day.slice(0, 10) };
      await the.cast.athlete.post('/body-measurements', weight);
    }
  });
  afterEach(() => assistant[Symbol.asyncDispose]());

  it('have at most 4,000 tokens by default, for a long history', async () => {
    const planned = Array.from({ length: 8 }, () => ({ exerciseId, sets: 4, target: { reps: { min: 5, max: 8 } } }));
    const unit = (await the.cast.athlete.post('/training-units', { name: 'Lower body', exercises: planned })).json;
    const units = Array.from({ length: 20 }, (_, at) => ({ unitId: unit.id, day: at + 1 }));
    const facts = { name: 'Twelve weeks', difficulty: 'expert', weeks: 12, repeats: 1 };
    const made = await the.cast.athlete.post('/training-plans', { ...facts, units });
    expect(made.status, made.text).to.equal(201);
    const plan = made.json;
    await the.cast.athlete.post(`/training-plans/${plan.id}/start`, { startsOn: '2026-03-01' });
    const argumentsOf: Readonly<Record<string, object>> = {
      search_exercises: { query: 'squat' },
      todays_plan: { timezone },
      read_session: { id: sessionId },
      exercise_history: { exercise: exerciseId },
      exercise_statistics: { exercise: exerciseId },
      list_plans_and_units: { kind: 'unit' },
      read_plan: { id: plan.id },
      read_unit: { id: unit.id },
    };
    for (const { name, scope } of tools) {
      if (scope !== 'read') continue;
      const answer = await assistant.client.callTool({ name, arguments: { ...argumentsOf[name] } });
      expect(answer.isError, `${name} ${JSON.stringify(answer.content)}`).to.not.equal(true);
      expect(countTokens(JSON.stringify(answer)), name).to.be.below(maxTokens + 1);
    }
  }).timeout(60_000);
});
