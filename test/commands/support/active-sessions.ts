import { type SessionPresence, sessionFold } from '../../../src/documents/session.ts';
import type { StreamEvent } from '../../../src/events/event.ts';
import type { SessionEvent } from '../../../src/events/session.ts';

type Logged = StreamEvent & Readonly<{ stream: string }>;

/**
 * The moments at which an account has several live sessions in progress: what must never be. `log` has the events of the
 * sessions in their order.
 */
export function momentsWithSeveralActive(log: readonly Logged[]): readonly string[] {
  const live = new Map<string, SessionPresence>();
  const broken: string[] = [];
  for (const event of log as readonly (Logged & StreamEvent<SessionEvent>)[]) {
    const { stream } = event;
    const isStart = event.type === 'SessionStarted';
    if (!live.has(stream) && !(isStart && event.data.live)) continue;
    live.set(stream, sessionFold.evolve(live.get(stream) ?? sessionFold.initial, event));
    const active = [...live].filter(([, each]) => each.kind === 'present' && each.document.status === 'in_progress');
    if (active.length > 1) broken.push(`${active.map(([each]) => each).join()} after ${event.type}`);
  }
  return broken;
}
