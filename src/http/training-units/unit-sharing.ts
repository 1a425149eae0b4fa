import { unit as decider } from '../../commands/unit/decider.ts';
import { readModels } from '../../queries/read-models.ts';
import type { Route } from '../route.ts';
import { sharingRoutes } from '../sharing/sharing-routes.ts';
import { exampleUnit, unitId } from './examples.ts';
import { unit } from './responses.ts';
import { readUnitBody } from './unit-body.ts';

/** The routes that share training units. */
export const unitSharingRoutes: readonly Route[] = sharingRoutes({
  decider,
  what: 'unit',
  noun: 'Unit',
  name: 'training unit',
  tag: 'training units',
  path: '/api/v1/training-units',
  schema: unit,
  example: exampleUnit,
  exampleId: unitId,
  bodyOf: readUnitBody,
  models: [readModels.units],
});
