// A leg day on two devices: `IRONTRACK_URL=http://127.0.0.1:3000 node leg-day.ts`
import { bodyOf, createClient } from 'irontrack/client';

const baseUrl = process.env.IRONTRACK_URL ?? 'http://127.0.0.1:3000';
const [email, password] = [`lifter-${crypto.randomUUID()}@example.com`, 'four plates on the bar'];
// The phone may lose its network.
let online = true;
const offline = () => Promise.reject(new TypeError('no network'));
const phone = createClient({ baseUrl, retries: 0, fetch: (request) => (online ? fetch(request) : offline()) });
const tablet = createClient({ baseUrl });

// 1. Sign up, and sign in on both devices.
await bodyOf(phone.POST('/api/v1/access/signup', { body: { email, password, confirmPassword: password } }));
await phone.signIn(email, password);
await tablet.signIn(email, password);

// 2. Log the whole workout in one request. Exercises with the same `supersetGroup` are a superset.
const set = (value: number, reps: number) => ({ weight: { value, unit: 'kg' }, reps }) as const;
const body = {
  name: 'Leg day',
  timezone: 'Europe/Berlin',
  startedAt: '2026-03-01T18:00:00+01:00',
  endedAt: '2026-03-01T19:10:00+01:00',
  exercises: [
    { name: 'Squat', mode: 'reps', sets: [set(140, 5), set(140, 4)] },
    { name: 'Leg extension', mode: 'reps', supersetGroup: 1, sets: [set(60, 12), set(60, 11)] },
    { name: 'Leg curl', mode: 'reps', supersetGroup: 1, sets: [set(45, 12), set(45, 10)] },
  ],
} as const;
const session = await bodyOf(phone.POST('/api/v1/training-sessions', { body }));

// 3. The tablet follows everything that changes.
const pages = tablet.follow({ types: ['session'] });
async function showNextPage() {
  const { value } = await pages.next();
  for (const item of value?.items ?? []) {
    if (item.type !== 'session' || item.deleted) continue;
    const sets = item.document.exercises.flatMap((exercise) => exercise.sets);
    console.log(`tablet: ${item.document.name}, ${sets.map(({ reps }) => reps).join(' ')} repetitions`);
  }
}
await showNextPage();

// 4. Without network the phone corrects the second set of squats: five repetitions, not four.
online = false;
const squat = session.exercises[0];
const path = { id: session.id, entryId: squat?.id ?? '', setId: squat?.sets[1]?.id ?? '' };
await phone.queue.add({ operation: 'correctSet', path, body: { reps: 5 } });
await phone.queue.flush().catch(({ message }) => console.log(`phone: ${message}, so the command waits`));

// 5. With network it synchronises, twice: the second time nothing is left to send.
online = true;
for (const time of ['first', 'second']) {
  const { accepted, refused } = await phone.queue.flush();
  console.log(`phone: ${time} sync, ${accepted.length} accepted, ${refused.length} refused`);
}
await showNextPage();
await pages.return();
