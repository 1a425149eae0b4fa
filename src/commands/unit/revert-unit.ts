import { documentOf } from '../../documents/presence.ts';
import { notShared } from '../../documents/sharing.ts';
import type { UnitDocument } from '../../documents/unit.ts';
import type { UnitEvent } from '../../events/unit.ts';
import { revertSharing } from '../sharing/revert-sharing.ts';
import { checkAppendSize } from './content.ts';
import { deleteUnit } from './delete-unit.ts';
import { editsOf } from './edit-unit.ts';
import { differenceOf } from './exercises/difference.ts';
import type { Unit } from './state.ts';

/**
 * Gives a training unit the content of an earlier document of it, with the same ids, and shares it as then. `before` is
 * null if the unit did not exist then.
 */
export type RevertUnit = Readonly<{ type: 'RevertUnit'; data: Readonly<{ before: UnitDocument | null }> }>;

export function revertUnit({ data: { before } }: RevertUnit, { presence }: Unit): UnitEvent[] {
  const document = documentOf(presence);
  if (before === null) return document ? deleteUnit() : [];
  const now = document ?? { ...before, ...notShared, archivedAt: null, exercises: [] };
  const events: UnitEvent[] = [
    ...(document ? [] : [createdOf(before)]),
    ...editsOf(now, before),
    ...differenceOf(now.exercises, before.exercises),
    ...archivingOf(now, before),
    ...revertSharing(now, before),
  ];
  checkAppendSize(events);
  return events;
}

const createdOf = ({ id: unitId, userId, copyOf, name, description }: UnitDocument): UnitEvent => ({
  type: 'UnitCreated',
  data: { unitId, userId, copyOf, personal: { name, description } },
});

function archivingOf(now: UnitDocument, before: UnitDocument): UnitEvent[] {
  if ((now.archivedAt === null) === (before.archivedAt === null)) return [];
  return [{ type: before.archivedAt === null ? 'UnitRestored' : 'UnitArchived', data: {} }];
}
