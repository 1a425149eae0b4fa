import type { Planned } from '../../../events/planned.ts';
import type { Entry } from '../../../events/session.ts';

/** The targets of an entry as a command describes them, with the name of the planned exercise. */
export type AskedPlanned = Planned & Readonly<{ name: string }>;

/** The members of an entry's event data that say what was planned. */
type PlannedParts = Readonly<{ planned: Planned | null; personal: Pick<Entry['personal'], 'planned'> }>;

const nothing: PlannedParts = { planned: null, personal: { planned: null } };

export function plannedParts(asked: AskedPlanned | null | undefined): PlannedParts {
  if (!asked) return nothing;
  const { name, ...planned } = asked;
  return { planned, personal: { planned: name } };
}
