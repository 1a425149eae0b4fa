import { plan } from '../../commands/plan/decider.ts';
import { nameClaim as planName } from '../../commands/plan/state.ts';
import { refusalOf } from '../../commands/take-claim.ts';
import { nameClaim as unitName } from '../../commands/unit/state.ts';
import { documentOf } from '../../documents/presence.ts';
import type { AccountId, PlanId, UnitId } from '../../events/ids.ts';
import { parseStream, streamOf } from '../../events/streams.ts';
import { nameLength } from '../../events/values.ts';
import type { CopyPorts } from './copy-request.ts';

/** How many numbers are tried for a name that is taken. */
const maxNumber = 100;

/** Refuses a name that another plan of the account has, before anything is copied. */
export async function checkPlanName(
  { claims, readAggregate }: Pick<CopyPorts, 'claims' | 'readAggregate'>,
  copy: PlanId,
  userId: AccountId,
  name: string,
): Promise<void> {
  const claim = planName({ userId, name });
  const holder = await claims.holder(claim);
  if (holder === null || holder === streamOf('plan', copy)) return;
  // A claim may be left from a command that failed. The plan itself tells whether it has the name.
  const other = documentOf(await readAggregate(plan, parseStream(holder).id));
  if (other?.userId === userId && other.name === name) throw refusalOf(claim.scope);
}

/** The name for a copy of a unit: that of the unit or, when the account has one of that name, with a number after it. */
export async function freeUnitName(
  { claims }: Pick<CopyPorts, 'claims'>,
  copy: UnitId,
  userId: AccountId,
  name: string,
): Promise<string> {
  for (let number = 1; number <= maxNumber; number += 1) {
    const numbered = withNumber(name, number);
    const holder = await claims.holder(unitName({ userId, name: numbered }));
    if (holder === null || holder === streamOf('unit', copy)) return numbered;
  }
  throw refusalOf('unit-name');
}

/** A name with a number after it, cut to the length of a name. The first one has no number. */
export function withNumber(name: string, number: number): string {
  if (number === 1) return name;
  const suffix = ` (${number})`;
  return `${[...name].slice(0, nameLength.max - suffix.length).join('')}${suffix}`;
}
