import type { Fact, PlannedFacts, SessionFacts } from './session-facts.ts';
import { type Evidence, eventOf, lately, type SignalContext } from './signal.ts';

/** How far back sessions count, how many of the last ones are compared, and so that a single one is no drift. */
const [days, sessions] = [28, 3];

/** The values of the last sessions that have enough of them. */
export type Drift = Readonly<{
  sessions: readonly SessionFacts[];
  values: readonly number[];
  events: readonly Evidence[];
}>;

/** What the last three sessions with at least `least` values have; null if there are fewer sessions. */
export function lastValues(
  { facts, today }: Pick<SignalContext, 'facts' | 'today'>,
  valuesOf: (planned: PlannedFacts) => readonly Fact[],
  least: number,
): Drift | null {
  const found = lately(facts, today, days).flatMap((session) => {
    const values = session.entries.flatMap(({ planned }) => (planned ? valuesOf(planned) : []));
    return values.length >= least ? [{ session, values }] : [];
  });
  const last = found.slice(-sessions);
  if (last.length < sessions) return null;
  return {
    sessions: last.map(({ session }) => session),
    values: last.flatMap(({ values }) => values.map(([, value]) => value)),
    events: last.flatMap(({ session, values }) => values.map(([revision]) => eventOf(session, revision))),
  };
}
