import { randomUUID } from 'node:crypto';
import { bodyOf, createClient } from '../../client/irontrack.ts';
import { createAthlete } from '../support/athlete.ts';
import { type LoadResult, measureLoad, medianOf } from '../support/load.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { loadLine, ms, type Scenario } from '../support/table.ts';

const [concurrency, seconds, rounds] = [16, scaled(3), scaled(3)];
const password = 'Bench_100kg';

/** Measures what the typed client costs, compared with requests by a client that only reads the status and the length. */
export const client: Scenario = {
  name: 'client',
  about: `logging sets through the typed client, compared with plain HTTP (1.00), ${concurrency} in flight; medians of ${rounds} alternating rounds`,
  async run() {
    await using system = await startSystem();
    const url = await system.start('serve');
    const [plain, typed] = [await createAthlete(url), await createTypedAthlete(url)];
    const references: LoadResult[] = [];
    const results: LoadResult[] = [];
    for (let round = 0; round < rounds; round += 1) {
      references.push(await measureLoad({ concurrency, seconds, pids: system.pids() }, plain.logSet));
      results.push(await measureLoad({ concurrency, seconds, pids: system.pids() }, typed));
    }
    const [reference, result] = [references, results].map((each) => medianOf(each, ({ perSecond }) => perSecond));
    if (!reference || !result) throw new Error('No round was measured');
    return [
      loadLine('plain HTTP', 'sets', reference, reference),
      loadLine('typed client', 'sets', result, reference),
      { what: 'plain HTTP, p99', ...ms(reference.p99), ratio: 1 },
      { what: 'typed client, p99', ...ms(result.p99), ratio: result.p99 / reference.p99 },
    ];
  },
};

/** The most sets in one training session, as for the athletes of the other scenarios. */
const setsPerSession = 25;

/** Signs an athlete up and in, and returns the function that logs a set. */
async function createTypedAthlete(baseUrl: string): Promise<() => Promise<void>> {
  const api = createClient({ baseUrl });
  const email = `${randomUUID()}@example.com`;
  await bodyOf(api.POST('/api/v1/access/signup', { body: { email, password, confirmPassword: password } }));
  await api.signIn(email, password);
  const start = async () => {
    const exercises = [{ name: 'Squat', mode: 'reps', sets: [] }] as const;
    const { id, exercises: entries } = await bodyOf(
      api.POST('/api/v1/training-sessions', {
        params: { query: { replace: 'complete' } },
        body: { timezone: 'UTC', exercises },
      }),
    );
    return { id, entryId: entries[0]?.id ?? '', sets: 0 };
  };
  let session = await start();
  return async () => {
    if (session.sets >= setsPerSession) session = await start();
    session.sets += 1;
    const { id, entryId } = session;
    const body = { weight: { value: 100, unit: 'kg' }, reps: 5 } as const;
    const params = { path: { id, entryId } };
    await bodyOf(api.POST('/api/v1/training-sessions/{id}/exercises/{entryId}/sets', { params, body }));
  };
}
