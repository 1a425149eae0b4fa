import { present } from '../../documents/presence.ts';
import type { NoData } from '../../events/event.ts';
import type { UnitEvent } from '../../events/unit.ts';
import type { Unit } from './state.ts';

/** Takes a training unit out of use. It keeps its name. */
export type ArchiveUnit = Readonly<{ type: 'ArchiveUnit'; data: NoData }>;

export const archiveUnit = ({ presence }: Unit): UnitEvent[] =>
  present(presence, 'unit').document.archivedAt === null ? [{ type: 'UnitArchived', data: {} }] : [];
