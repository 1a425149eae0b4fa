import { type Client, signedIn, signIn } from './client.ts';
import type { TestApp } from './test-app.ts';

/** One of every kind of caller. */
export type Cast = Readonly<{ athlete: Client; stranger: Client; trainer: Client; superuser: Client }>;

export async function castOf(app: TestApp): Promise<Cast> {
  await app.register({ email: 'root@example.com', isSuperuser: true });
  await app.register({ email: 'trainer@example.com', role: 'fitness-trainer' });
  return {
    athlete: await signedIn(app),
    stranger: await signedIn(app, 'stranger@example.com'),
    trainer: await signIn(app, 'trainer@example.com'),
    superuser: await signIn(app, 'root@example.com'),
  };
}
