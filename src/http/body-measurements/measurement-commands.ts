import { measurement as decider, type MeasurementCommand } from '../../commands/measurement/decider.ts';
import type { MeasurementDocument } from '../../documents/measurement.ts';
import type { MeasurementId } from '../../events/ids.ts';
import { contextOf, newId } from '../command.ts';
import { type Commands, commandsTo } from '../commands-to.ts';
import { answered } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, created, removed } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleMeasurement, exampleRequest, measurementId } from './examples.ts';
import { correctsMeasurement, recordsMeasurement, removesMeasurement } from './offline.ts';
import { correctMeasurement, measurementPath, recordMeasurement } from './requests.ts';
import { measurement } from './responses.ts';

const path = { id: measurementId };
const tag = 'body measurements';

const { change, createIn }: Commands<MeasurementId, MeasurementCommand, MeasurementDocument> = commandsTo(decider, {
  what: 'measurement',
  path: '/api/v1/body-measurements',
});

/** The routes that record, correct and remove measurements of the body. */
export const measurementCommandRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/body-measurements',
    operationId: 'recordMeasurement',
    tag,
    guard: 'user',
    summary: 'Record a measurement of your body, such as your weight.',
    description:
      'A day may have several measurements of a kind. The client may supply the id, a UUID of any version, and may then ' +
      'repeat the request.',
    request: { headers: commandHeaders, body: recordMeasurement },
    responses: { 201: created(measurement) },
    problems: ['id-taken', 'quota-exceeded'],
    offline: recordsMeasurement,
    example: { request: { body: exampleRequest }, response: { status: 201, body: exampleMeasurement } },
    handle: (deps) => (input) => {
      const { id: own, ...content } = input.body;
      const measurementId = newId<MeasurementId>(deps, input, 'measurement', own);
      const data = { ...content, measurementId, importId: null };
      return createIn(deps, input, measurementId, { type: 'RecordMeasurement', data });
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/body-measurements/:id',
    operationId: 'correctMeasurement',
    tag,
    guard: 'user',
    summary: 'Correct a measurement.',
    request: { path: measurementPath, headers: commandHeaders, body: correctMeasurement },
    responses: { 200: changed(measurement) },
    problems: ['measurement-not-found'],
    offline: correctsMeasurement,
    example: {
      request: { path, body: { value: 179.5 } },
      response: { status: 200, body: { ...exampleMeasurement, value: 179.5, revision: 1 } },
    },
    handle: (deps) => (input) => change(deps, input, { type: 'CorrectMeasurement', data: input.body }),
  }),
  route({
    method: 'delete',
    path: '/api/v1/body-measurements/:id',
    operationId: 'removeMeasurement',
    tag,
    guard: 'user',
    summary: 'Remove a measurement.',
    request: { path: measurementPath, headers: commandHeaders },
    responses: { 204: removed },
    problems: ['measurement-not-found'],
    offline: removesMeasurement,
    example: { request: { path }, response: { status: 204 } },
    handle: (deps) => async (input) => {
      const remove = { type: 'RemoveMeasurement', data: {} } as const;
      return answered(await deps.execute(decider, input.path.id, [remove], contextOf(deps, input)));
    },
  }),
];
