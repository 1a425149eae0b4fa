import { expect } from 'chai';
import fc from 'fast-check';
import { useExercises } from '../http/support/use-exercises.ts';
import { samples } from '../support/samples.ts';
import { type Answered, type Assistant, assistantFor } from './support/assistant.ts';

const weight = (value: number) => ({ value, unit: 'kg' });
const unknown = '01900000-0000-7000-8000-0000000000ee';

const steps = fc.record({
  kind: fc.constantFrom('log', 'change', 'add', 'remove', 'empty list', 'invented id', 'invented name', 'stale'),
  /** Which session, exercise and set, and how often the call is sent because its answer was lost. */
  at: fc.nat(50),
  sent: fc.constantFrom(1, 1, 2, 3),
  previews: fc.boolean(),
  kilograms: fc.integer({ min: 20, max: 200 }),
});
type Step = typeof steps extends fc.Arbitrary<infer Value> ? Value : never;

type SetBody = Readonly<{ id: string; weight: object; order: number }>;
type SessionBody = Readonly<{
  id: string;
  revision: number;
  exercises: readonly Readonly<{ id: string; sets: readonly SetBody[] }>[];
}>;

describe('an assistant that makes every mistake', () => {
  const the = useExercises();
  let assistant: Assistant;
  let minute = 0;
  beforeEach(async () => {
    await the.addSystem({ name: 'Squat' });
    assistant = await assistantFor(the.app, the.cast.athlete);
  });
  afterEach(() => assistant[Symbol.asyncDispose]());

  const sessions = async (): Promise<ReadonlyMap<string, SessionBody>> => {
    const { json } = await the.cast.athlete.get(
      '/training-sessions?view=full&pageSize=20&orderBy=createdAt&sortOrder=desc',
    );
    return new Map(json.items.map((each: SessionBody) => [each.id, each]));
  };

  /** The sets of a session by their ids, as far as an assistant may change them. */
  const setsOf = (session: SessionBody | undefined): Record<string, object> =>
    Object.fromEntries(
      (session?.exercises ?? []).flatMap(({ sets }) => sets.map(({ id, order: _, ...set }) => [id, { ...set }])),
    );

  function callOf(step: Step, before: ReadonlyMap<string, SessionBody>) {
    const { kind, at, kilograms } = step;
    minute += 1;
    const start = Date.parse('2026-01-01T00:00:00Z') + minute * 60_000;
    const times = { startedAt: new Date(start).toISOString(), endedAt: new Date(start + 30_000).toISOString() };
    const sets = [{ weight: weight(kilograms), reps: 5 }, { reps: 3 }];
    const log = (exercise: string) => ({ ...times, timezone: 'UTC', exercises: [{ exercise, sets }] });
    const session = [...before.values()][at % before.size];
    const entry = session?.exercises[at % session.exercises.length];
    const set = entry?.sets[at % entry.sets.length];
    if (kind === 'log' || !session || !entry || !set) return { name: 'log_session', args: log('Squat'), isValid: true };
    if (kind === 'invented name') return { name: 'log_session', args: log('Quantum Squat'), isValid: false };
    const values = { weight: weight(kilograms) };
    const change = {
      change: { do: 'change_set', set: set.id, values },
      add: { do: 'add_set', entry: entry.id, values },
      remove: { do: 'remove_set', set: set.id },
      stale: { do: 'remove_set', set: set.id },
      'invented id': { do: 'change_set', set: unknown, values },
      'empty list': null,
    }[kind];
    const revision = kind === 'stale' ? session.revision - 1 : session.revision;
    const args = { id: session.id, revision, changes: change ? [change] : [] };
    // The last set stays, so that each session has one to change.
    const isValid = kind === 'change' || kind === 'add' || (kind === 'remove' && entry.sets.length > 1);
    if (kind === 'remove' && !isValid)
      return { name: 'amend_session', args: { ...args, changes: [] }, isValid, session };
    return { name: 'amend_session', args, isValid, session, set, change: kind };
  }

  async function run(step: Step): Promise<void> {
    const before = await sessions();
    const call = callOf(step, before);
    if (step.previews) {
      await assistant.call(call.name, { ...call.args, preview: true });
      expect(await sessions()).to.deep.equal(before);
    }
    const answers: Answered[] = [];
    for (let time = 0; time < step.sent; time += 1) answers.push(await assistant.call(call.name, call.args));
    const after = await sessions();
    expect(answers.map(({ isError }) => isError)).to.deep.equal(answers.map(() => !call.isValid));
    if (!call.isValid) {
      expect(after).to.deep.equal(before);
      return;
    }
    const effects = answers.map(({ result }) => result.outcome);
    // A change to the same value changes nothing, each time.
    const later = effects[0] === 'unchanged' ? 'unchanged' : 'repeated';
    expect(effects.slice(1)).to.deep.equal(effects.slice(1).map(() => later));
    const { id } = answers[0]?.result ?? {};
    for (const [other, session] of before)
      if (other !== id && after.has(other)) expect(after.get(other)).to.deep.equal(session);
    if (!call.session) {
      expect(before.has(id)).to.equal(false);
      expect(Object.keys(setsOf(after.get(id)))).to.have.lengthOf(2);
      return;
    }
    const [was, is] = [setsOf(call.session), setsOf(after.get(id))];
    const named = call.set?.id ?? '';
    for (const set of Object.keys(was)) if (set !== named) expect(is[set]).to.deep.equal(was[set]);
    const difference = Object.keys(is).length - Object.keys(was).length;
    expect(difference).to.equal({ change: 0, add: 1, remove: -1 }[call.change as string]);
    if (call.change === 'change') expect(is[named]).to.deep.equal({ ...was[named], weight: weight(step.kilograms) });
    if (call.change === 'add') expect(is[named]).to.deep.equal(was[named]);
  }

  it('loses no set, duplicates none, and changes nothing that it does not name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 10, maxLength: 30 }), async (all) => {
        for (const step of all) await run(step);
      }),
      samples(4),
    );
  }).timeout(600_000);
});
