import { plan } from '../../commands/plan/decider.ts';
import { nameClaim as planName } from '../../commands/plan/state.ts';
import { refusalOf } from '../../commands/take-claim.ts';
import { unit } from '../../commands/unit/decider.ts';
import { nameClaim as unitName } from '../../commands/unit/state.ts';
import { documentOf, type Presence } from '../../documents/presence.ts';
import type { AccountId, PlanId, UnitId } from '../../events/ids.ts';
import { parseStream, streamOf } from '../../events/streams.ts';
import { nameLength } from '../../events/values.ts';
import type { Claim } from '../../ports/claims.ts';
import type { CopyPorts } from './copy-request.ts';

/** How many numbers are tried for a name that is taken. */
const maxNumber = 100;

type Ports = Pick<CopyPorts, 'claims' | 'readAggregate'>;
type Named = Readonly<{ userId: AccountId; name: string }>;

/** Refuses a name that another plan of the account has, before anything is copied. */
export const checkPlanName = (ports: Ports, copy: PlanId, userId: AccountId, name: string): Promise<void> =>
  checkFree(ports.claims, streamOf('plan', copy), planName({ userId, name }), async (id) =>
    isNamed(await ports.readAggregate(plan, id), { userId, name }),
  );

/** Refuses a name that another unit of the account has, before anything is copied. */
export const checkUnitName = (ports: Ports, copy: UnitId, userId: AccountId, name: string): Promise<void> =>
  checkFree(ports.claims, streamOf('unit', copy), unitName({ userId, name }), async (id) =>
    isNamed(await ports.readAggregate(unit, id), { userId, name }),
  );

/** Refuses a claim that another stream holds. A claim may be left from a command that failed, so `hasName` is asked. */
async function checkFree(
  claims: Ports['claims'],
  stream: string,
  claim: Claim,
  hasName: (id: string) => Promise<boolean>,
): Promise<void> {
  const holder = await claims.holder(claim);
  if (holder === null || holder === stream) return;
  if (await hasName(parseStream(holder).id)) throw refusalOf(claim.scope);
}

const isNamed = (presence: Presence<Named>, { userId, name }: Named): boolean => {
  const document = documentOf(presence);
  return document?.userId === userId && document.name === name;
};

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
