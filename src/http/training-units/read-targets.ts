import { localDay } from '../../documents/local-day.ts';
import { type ProfileDocument, usualProfile } from '../../documents/profile.ts';
import type { UnitExerciseDocument } from '../../documents/unit.ts';
import type { Instant, TimeZone } from '../../events/ids.ts';
import type { Planned } from '../../events/planned.ts';
import { unitTargets } from '../../training/next-targets.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';

/** When a session starts. Without a time zone, the day is that of the profile's zone. */
export type Start = Readonly<{ startedAt: Instant; timezone: TimeZone | null }>;

/** The profile of the caller, with defaults before the first change. */
async function readProfile(
  { queries }: Pick<Dependencies, 'queries'>,
  { account, requiredPosition }: Caller,
): Promise<ProfileDocument> {
  const found = await queries.getProfile({ owner: account.id, id: account.id, requiredPosition });
  return found ? (JSON.parse(found.doc) as ProfileDocument) : usualProfile(account.id);
}

/**
 * The targets of each exercise of a training unit for a session that starts at an instant, in the order of the unit. They
 * follow from what the caller has done in earlier sessions.
 */
export async function readTargets(
  deps: Pick<Dependencies, 'queries'>,
  caller: Caller,
  exercises: readonly UnitExerciseDocument[],
  { startedAt, timezone }: Start,
): Promise<readonly Planned[]> {
  const { account, requiredPosition } = caller;
  const unitExerciseIds = exercises.map(({ id }) => id);
  const [profile, past] = await Promise.all([
    readProfile(deps, caller),
    deps.queries.listUnitPerformances({ owner: account.id, unitExerciseIds, before: startedAt, requiredPosition }),
  ]);
  const day = localDay(startedAt, timezone ?? profile.timezone ?? ('UTC' as TimeZone));
  const pastOf = Map.groupBy(past, ({ planned }) => planned.unitExerciseId);
  return unitTargets(exercises, pastOf, { profile, day });
}
