import { type UnitCommand, unit } from '../../commands/unit/decider.ts';
import { shownTo } from '../../documents/sharing.ts';
import type { UnitDocument } from '../../documents/unit.ts';
import type { UnitId } from '../../events/ids.ts';
import { type Commands, commandsTo } from '../commands-to.ts';

type UnitCommands = Commands<UnitId, UnitCommand, UnitDocument>;

/** How the routes of training units, and of the exercises in them, send commands. */
export const { change: changeUnit, createIn: createInUnit }: UnitCommands = commandsTo(unit, {
  what: 'unit',
  path: '/api/v1/training-units',
  shownTo,
});
