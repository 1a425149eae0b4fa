import { expect } from 'chai';
import fc from 'fast-check';
import { createProgram } from '../http/support/people.ts';
import { eventually } from '../projections/support/eventually.ts';
import { clientAt, type Member, signInSuperuser, signUp } from './support/member.ts';
import type { Role } from './support/role.ts';
import { assistantCalls, seed, timeoutOf } from './support/size.ts';
import { useSharedInstallation } from './support/use-installation.ts';

const unknown = '01900000-0000-7000-8000-0000000000ee';
const kg = (value: number) => ({ value, unit: 'kg' });

type Result = Readonly<{ isError?: boolean; structuredContent?: Readonly<Record<string, unknown>> }>;
type Sets = Map<string, unknown>;
type Kept = { revision: number; entry: string; sets: Sets };

/** A start of a process takes seconds, so a long run loses some 300 processes, and a short one with every sixth call. */
const kills = Math.round(Math.min(assistantCalls / 6, 300));

const steps = fc.record({
  kind: fc.constantFrom('log', 'change', 'add', 'remove', 'empty list', 'invented id', 'invented name', 'stale'),
  at: fc.nat(50),
  kilograms: fc.integer({ min: 20, max: 200 }),
  /** What is lost of the first attempts: the answer, or the process that works on the call. */
  lost: fc.oneof(
    { arbitrary: fc.constantFrom('nothing', 'nothing', 'nothing', 'answer', 'answer'), weight: assistantCalls - kills },
    { arbitrary: fc.constant('process'), weight: kills },
  ),
});
type Step = typeof steps extends fc.Arbitrary<infer Value> ? Value : never;

/** How many calls a token makes; more would exceed its limits. */
const callsPerToken = 20;

describe('an assistant that makes every mistake while processes are killed', function () {
  this.timeout(timeoutOf(assistantCalls, 2));
  const suite = useSharedInstallation({ apis: 2, dispatchers: 1, workers: 1 });
  const api = (index: number): Role => suite.apis[index % 2] as Role;
  let athlete: Member;
  let exercise = '';
  let program = { id: '', token: '' };
  const log = new Map<string, Kept>();

  const client = () => clientAt(api(0), athlete);
  before(async () => {
    athlete = await signUp(suite.api);
    const superuser = await signInSuperuser(suite.installation, api(0));
    const muscle = await superuser.post('/catalogs/muscle-groups', { name: `Legs ${seed}` });
    expect(muscle.status, muscle.text).to.equal(201);
    const own = { name: 'Squat', category: 'strength', difficultyLevel: 'beginner', primaryMuscles: [muscle.json.id] };
    const made = await client().post('/exercises/user', { ...own, metrics: ['weight', 'reps'] });
    expect(made.status, made.text).to.equal(201);
    exercise = made.json.id;
  });

  /** Creates another token and deletes the one before, because an account has a limited number. */
  async function changeToken(): Promise<void> {
    const before = program.id;
    program = await createProgram({ origin: api(0).address() } as never, client(), ['read', 'write']);
    if (before !== '') expect((await client().delete(`/access/tokens/${before}`)).status).to.equal(204);
  }

  /** Sends a call once; null when there is no answer, or a temporary one. */
  async function send(to: Role, name: string, args: object, signal?: AbortSignal): Promise<Result | null> {
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } };
    const headers = {
      ...{ 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      authorization: `Bearer ${program.token}`,
    };
    const init = { method: 'POST', body: JSON.stringify(message), headers, ...(signal && { signal }) };
    const answer = await fetch(`${to.address()}/mcp`, init).catch(() => null);
    if (answer?.status !== 200) return null;
    const { result } = (await answer.json().catch(() => ({}))) as { result?: Result };
    const isTemporary =
      result?.isError && /unavailable|read-model-behind|concurrent-change/.test(JSON.stringify(result));
    return result && !isTemporary ? result : null;
  }

  /** Sends a call until it is answered. Before that, its answer or the process that works on it may be lost. */
  async function call(name: string, args: object, { lost, at }: Step): Promise<Result> {
    const first = api(at);
    if (lost === 'answer') await send(first, name, args, AbortSignal.timeout(1 + (at % 40)));
    if (lost === 'process') {
      const sent = send(first, name, args);
      await first.kill();
      await Promise.all([sent, first.restart()]);
    }
    let answered: Result | null = null;
    await eventually(async () => {
      answered = await send(api(at + 1), name, args);
      expect(answered).to.not.equal(null);
    });
    return answered as unknown as Result;
  }

  /** What the assistant reads of a session before it changes it. */
  async function read(id: string, step: Step): Promise<Kept> {
    const { structuredContent } = await call('read_session', { id }, { ...step, lost: 'nothing' });
    const { revision, exercises } = structuredContent as unknown as Readonly<{
      revision: number;
      exercises: readonly Readonly<{ id: string; sets: readonly Readonly<{ id: string; done: string }>[] }>[];
    }>;
    const [first] = exercises;
    return { revision, entry: first?.id ?? '', sets: new Map(first?.sets.map((set) => [set.id, set.done])) };
  }

  async function logSession(step: Step, number: number, name: string): Promise<void> {
    const start = Date.parse('2026-01-01T00:00:00Z') + number * 60_000;
    const times = { startedAt: new Date(start).toISOString(), endedAt: new Date(start + 30_000).toISOString() };
    const sets = [{ weight: kg(step.kilograms), reps: 5 }, { reps: 3 }];
    const { isError = false, structuredContent } = await call(
      'log_session',
      { ...times, timezone: 'UTC', exercises: [{ exercise: name, sets }] },
      step,
    );
    expect(isError).to.equal(name !== exercise);
    if (isError) return;
    const id = String(structuredContent?.id);
    expect(log.has(id)).to.equal(false);
    const kept = await read(id, step);
    expect([...kept.sets.values()]).to.deep.equal([`${step.kilograms} kg × 5`, '3 reps']);
    log.set(id, kept);
  }

  async function amend(step: Step): Promise<void> {
    const { kind, at, kilograms } = step;
    const [id, kept] = [...log][at % log.size] as [string, Kept];
    const set = [...kept.sets.keys()][at % kept.sets.size] as string;
    const values = { weight: kg(kilograms), reps: 7 };
    const changes = {
      change: [{ do: 'change_set', set, values }],
      add: [{ do: 'add_set', entry: kept.entry, values }],
      remove: [{ do: 'remove_set', set }],
      stale: [{ do: 'remove_set', set }],
      'invented id': [{ do: 'change_set', set: unknown, values }],
      'empty list': [],
    }[kind as 'change'];
    const revision = kind === 'stale' ? kept.revision - 1 : kept.revision;
    const isValid = kind === 'change' || kind === 'add' || (kind === 'remove' && kept.sets.size > 1);
    const { isError = false } = await call(
      'amend_session',
      { id, revision, changes: kind === 'remove' && !isValid ? [] : changes },
      step,
    );
    expect(isError, kind).to.equal(!isValid);
    const after = await read(id, step);
    const expected = new Map(kept.sets);
    if (isValid && kind === 'change') expected.set(set, `${kilograms} kg × 7`);
    if (isValid && kind === 'remove') expected.delete(set);
    const added = [...after.sets].filter(([each]) => !kept.sets.has(each));
    expect(added.map(([, done]) => done)).to.deep.equal(isValid && kind === 'add' ? [`${kilograms} kg × 7`] : []);
    for (const [each, done] of added) expected.set(each, done);
    expect([...after.sets]).to.deep.equal([...expected]);
    log.set(id, after);
  }

  it(`loses no set, duplicates none, and changes nothing that it does not name (seed ${seed})`, async () => {
    for (const [number, step] of fc.sample(steps, { seed, numRuns: assistantCalls }).entries()) {
      if (number % callsPerToken === 0) await changeToken();
      if (step.kind === 'invented name') await logSession(step, number, 'Quantum Squat');
      else if (step.kind === 'log' || log.size === 0) await logSession(step, number, exercise);
      else await amend(step);
    }
    type Read = Readonly<{ id: string; exercises: readonly Readonly<{ sets: readonly Readonly<{ id: string }>[] }>[] }>;
    const found: Read[] = [];
    for (let page = 1; found.length < log.size; page += 1) {
      const path = `/training-sessions?view=full&pageSize=20&orderBy=createdAt&currentPage=${page}`;
      await eventually(async () => {
        const { status, json } = await client().get(path);
        expect([status, json.total]).to.deep.equal([200, log.size]);
        expect(json.items).not.to.have.length(0);
        found.push(...json.items);
      });
    }
    const setsOf = ({ id, exercises }: Read) => [id, exercises.flatMap(({ sets }) => sets.map((set) => set.id))];
    const kept = [...log].map(([id, { sets }]) => [id, [...sets.keys()]]);
    expect(Object.fromEntries(found.map(setsOf))).to.deep.equal(Object.fromEntries(kept));
  });
});
