import type { NoData } from '../../events/event.ts';
import type { UnitEvent } from '../../events/unit.ts';

export type DeleteUnit = Readonly<{ type: 'DeleteUnit'; data: NoData }>;

export const deleteUnit = (): UnitEvent[] => [{ type: 'UnitDeleted', data: {} }];
