import { type UnitCommand, unit } from '../../commands/unit/decider.ts';
import { shownTo } from '../../documents/sharing.ts';
import type { UnitId } from '../../events/ids.ts';
import { type Commands, commandsWithBody } from '../commands-to.ts';
import { readUnitBody, type UnitBody } from './unit-body.ts';

type UnitCommands = Commands<UnitId, UnitCommand, UnitBody>;

/** How the routes of training units, and of the exercises in them, send commands. */
export const { change: changeUnit, createIn: createInUnit }: UnitCommands = commandsWithBody(unit, {
  what: 'unit',
  path: '/api/v1/training-units',
  shownTo,
  bodyOf: readUnitBody,
});
