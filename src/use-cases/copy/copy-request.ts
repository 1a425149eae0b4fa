import type { Context } from '../../commands/context.ts';
import type { Execute } from '../../commands/execute.ts';
import type { ReferenceLists } from '../../commands/exercise/references.ts';
import type { Presence } from '../../documents/presence.ts';
import type { AccountId, PlanId, UnitId } from '../../events/ids.ts';
import type { UniquenessClaims } from '../../ports/claims.ts';
import type { Ids } from '../../ports/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Quotas } from '../../ports/quotas.ts';
import type { ReadAggregate } from '../read-aggregate.ts';

/** Whether an account may read a thing: one of its own, or one that another account shares with it. */
type MayRead<Id> = (
  question: Readonly<{ owner: AccountId; id: Id; requiredPosition: RequiredPosition }>,
) => Promise<boolean>;

export type CopyPorts = Readonly<{
  execute: Execute;
  readAggregate: ReadAggregate;
  mayReadUnit: MayRead<UnitId>;
  mayReadPlan: MayRead<PlanId>;
  claims: Pick<UniquenessClaims, 'holder'>;
  quotas: Pick<Quotas, 'read'>;
  ids: Pick<Ids, 'derive'>;
  readReferenceLists: () => Promise<ReferenceLists>;
}>;

/**
 * A request for a copy of `source` with the id `copy`. The copy belongs to the account that sends the request. Whatever
 * is copied with it gets ids that follow from `copy`, so that a repetition finds what the first attempt has made.
 */
export type CopyRequest<Id> = Readonly<{
  source: Id;
  copy: Id;
  name: string;
  context: Context;
  requiredPosition: RequiredPosition;
}>;

/** The context of the commands that copy what the source contains. The conditions of the request are about the copy. */
export function contextOfParts({ mark: _, ifRevision: __, ...context }: Context): Context {
  return context;
}

/** The account that must be able to read what is copied: the sender, which is a coach when the copy is for an athlete. */
export const readerOf = ({ by, coach }: Context): AccountId => coach?.id ?? by;

/**
 * Whether the command for the copy will create it. Otherwise it repeats an earlier one or will be refused, so that
 * nothing of the source is needed: the source may be gone, or no longer shared.
 */
export const isNew = async (
  read: (id: string) => Promise<Presence<unknown>>,
  { copy, context }: Pick<CopyRequest<string>, 'copy' | 'context'>,
): Promise<boolean> => context.ifRevision === undefined && (await read(copy)).kind === 'absent';
