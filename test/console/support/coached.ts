import { expect } from 'chai';
import type { Client } from '../../http/support/client.ts';
import { eventually } from '../../projections/support/eventually.ts';
import type { ConsoleSuite } from './use-console.ts';

/** A coach and an athlete, with their clients of the API. */
export type Coached = Readonly<{
  coach: Client;
  athlete: Client;
  athleteId: string;
  coachEmail: string;
  athleteEmail: string;
}>;

/** Makes the two accounts of a test. */
export async function peopleOf(the: ConsoleSuite, size: string, test: string): Promise<Coached> {
  const [coachEmail, athleteEmail] = [`coach-${test}-${size}@example.com`, `athlete-${test}-${size}@example.com`];
  const [coach, athlete] = await Promise.all([the.trainer(coachEmail), the.client(athleteEmail)]);
  const athleteId = (await athlete.get('/access/me')).json.id;
  return { coach, athlete, athleteId, coachEmail, athleteEmail };
}

const agreed = new Map<string, Promise<Coached>>();

/** A coach who may read everything of an athlete. All tests of a size have the same two, whose windows take seconds to open. */
export function agreedPeopleOf(the: ConsoleSuite, size: string): Promise<Coached> {
  const people = agreed.get(size) ?? peopleOf(the, size, 'agreed').then(agree);
  agreed.set(size, people);
  return people;
}

async function agree(people: Coached): Promise<Coached> {
  const { coach, athlete, coachEmail } = people;
  const scope = ['history', 'plans', 'statistics', 'body_data'];
  const { id } = (await athlete.post('/coaching/invitations', { email: coachEmail, scope })).json;
  await eventually(async () => expect((await coach.post(`/coaching/${id}/accept`, {})).status).to.equal(200));
  return people;
}

/** An exercise of a training unit. */
export const bench = { name: 'Bench', mode: 'reps', sets: 3, target: { reps: { min: 5, max: 5 } } } as const;

type SetId = Readonly<{ id: string }>;
type Trained = Readonly<{
  id: string;
  exercises: readonly [Readonly<{ id: string; sets: readonly [SetId, SetId, SetId] }>];
}>;

/** Records a training session of yesterday with three sets. */
export async function train(athlete: Client, more: Readonly<{ notes?: string }>): Promise<Trained> {
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const times = { startedAt: `${day}T10:00:00Z`, endedAt: `${day}T11:00:00Z`, timezone: 'UTC' };
  const sets = [5, 5, 5].map((reps) => ({ weight: { value: 80, unit: 'kg' }, reps }));
  const [squat] = (await athlete.get('/exercises?searchString=barbell%20full%20squat&pageSize=1')).json.items;
  const exercises = [{ exerciseId: squat.id, name: 'Bench', mode: 'reps', sets }];
  return (await athlete.post('/training-sessions', { ...times, name: 'Push', ...more, exercises })).json;
}
