import { numbersIn, type PlannedFacts, type SessionFacts } from './session-facts.ts';
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
  valuesOf: (planned: PlannedFacts) => string,
  least: number,
): Drift | null {
  const numbersOf = (session: SessionFacts) => plannedIn(session).flatMap((planned) => numbersIn(valuesOf(planned)));
  const last: SessionFacts[] = [];
  for (const session of lately(facts, today, days).toReversed()) {
    if (last.length < sessions && numbersOf(session).length >= 2 * least) last.unshift(session);
  }
  if (last.length < sessions) return null;
  const values: number[] = [];
  const events: Evidence[] = [];
  for (const session of last) {
    for (const [at, value] of numbersOf(session).entries()) {
      if (at % 2 === 1) values.push(value);
      else events.push(eventOf(session, value));
    }
  }
  return { sessions: last, values, events };
}

const plannedIn = ({ entries }: SessionFacts): readonly PlannedFacts[] =>
  entries.flatMap(({ planned }) => planned ?? []);
