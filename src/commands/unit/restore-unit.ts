import { present } from '../../documents/presence.ts';
import type { NoData } from '../../events/event.ts';
import type { UnitEvent } from '../../events/unit.ts';
import type { Unit } from './state.ts';

/** Brings an archived training unit back into use. */
export type RestoreUnit = Readonly<{ type: 'RestoreUnit'; data: NoData }>;

export const restoreUnit = ({ presence }: Unit): UnitEvent[] =>
  present(presence, 'unit').document.archivedAt === null ? [] : [{ type: 'UnitRestored', data: {} }];
