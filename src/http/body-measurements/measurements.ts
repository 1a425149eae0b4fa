import type { ProfileDocument } from '../../documents/profile.ts';
import { invalid, notFound } from '../../errors.ts';
import { unitsOfKind } from '../../events/measurement-values.ts';
import { isOneOf } from '../../events/values.ts';
import { pageWith } from '../examples.ts';
import { listReply } from '../list-reply.ts';
import { jsonText, storedDocument } from '../reply.ts';
import { notModified, page, response, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleMeasurement, exampleSeries, measurementId } from './examples.ts';
import { measurementCommandRoutes } from './measurement-commands.ts';
import { listMeasurements, measurementPath, seriesQuery } from './requests.ts';
import { latestMeasurements, measurement, measurementPage, measurementSeries } from './responses.ts';

const tag = 'body measurements';

/** How many points a series has at most: one a day for thirteen years. */
const maxPoints = 5_000;

/** All routes of body measurements. The fixed path comes first, because the path with an id would match it. */
export const measurementRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/body-measurements',
    operationId: 'listMeasurements',
    tag,
    guard: 'user',
    summary: 'List your body measurements.',
    description: 'By day and time, the latest first.',
    request: { query: listMeasurements },
    responses: { 200: page(measurementPage) },
    problems: ['read-model-behind'],
    example: {
      request: { query: { kind: 'body_weight', from: '2026-01-01' } },
      response: { status: 200, body: pageWith(exampleMeasurement) },
    },
    handle:
      ({ queries }) =>
      (input) =>
        listReply(input, (asked, filters) => {
          const { account, requiredPosition } = input.caller;
          return queries.listMeasurements({ ...filters, ...asked, owner: account.id, requiredPosition });
        }),
  }),
  route({
    method: 'get',
    path: '/api/v1/body-measurements/latest',
    operationId: 'listLatestMeasurements',
    tag,
    guard: 'user',
    summary: 'Read your latest measurement of each kind.',
    description: 'Kinds that you have never measured are missing.',
    request: {},
    responses: { 200: response(latestMeasurements) },
    problems: ['read-model-behind'],
    example: { response: { status: 200, body: { items: [exampleMeasurement] } } },
    handle:
      ({ queries }) =>
      async ({ caller: { account, requiredPosition } }) =>
        jsonText(await queries.listLatestMeasurements({ owner: account.id, requiredPosition })),
  }),
  ...measurementCommandRoutes,
  route({
    method: 'get',
    path: '/api/v1/body-measurements/:id',
    operationId: 'getMeasurement',
    tag,
    guard: 'user',
    summary: 'Read a body measurement.',
    request: { path: measurementPath },
    responses: { 200: shown(measurement), 304: notModified },
    problems: ['measurement-not-found', 'read-model-behind'],
    example: { request: { path: { id: measurementId } }, response: { status: 200, body: exampleMeasurement } },
    handle:
      ({ queries }) =>
      async ({ path, caller: { account, requiredPosition } }) => {
        const found = await queries.getMeasurement({ owner: account.id, id: path.id, requiredPosition });
        if (!found) throw notFound('measurement');
        return storedDocument(found);
      },
  }),
  route({
    method: 'get',
    path: '/api/v1/statistics/body-measurements',
    operationId: 'getMeasurementSeries',
    tag,
    guard: 'user',
    summary: 'Read the measurements of one kind in one unit, for a chart.',
    description: `At most ${maxPoints} points, the newest ones. A point in the unit that was typed is the number that was typed.`,
    request: { query: seriesQuery },
    responses: { 200: response(measurementSeries) },
    problems: ['read-model-behind'],
    example: {
      request: { query: { kind: 'body_weight', unit: 'kg', from: '2026-01-01' } },
      response: { status: 200, body: exampleSeries },
    },
    handle:
      ({ queries }) =>
      async ({ query: { kind, unit: asked, ...range }, caller: { account, requiredPosition } }) => {
        const of = { owner: account.id, requiredPosition };
        const units = unitsOfKind(kind);
        if (asked !== undefined && !isOneOf(units, asked)) {
          throw invalid('unit', `The unit of ${kind} is one of ${units.join(', ')}.`);
        }
        const profile = asked === undefined ? await queries.getProfile({ ...of, id: account.id }) : null;
        const preferred = profile && (JSON.parse(profile.doc) as ProfileDocument).unit;
        const unit = asked ?? (preferred === 'lb' ? units[1] : units[0]) ?? units[0];
        return jsonText(await queries.getMeasurementSeries({ ...range, ...of, kind, unit, limit: maxPoints }));
      },
  }),
];
