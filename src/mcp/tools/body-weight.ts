import { z } from 'zod';
import type { MeasurementDocument } from '../../documents/measurement.ts';
import { day } from '../../http/requests/list.ts';
import { cursor, limitOf, next } from '../frame/shown.ts';
import { tool } from '../frame/tool.ts';
import { measurementId } from './examples.ts';

export const bodyWeightTool = tool({
  name: 'list_body_weight',
  title: 'Body weight',
  description: 'List measurements of the body weight, newest first.',
  scope: 'read',
  input: z.strictObject({ from: day.exactOptional(), to: day.exactOptional(), limit: limitOf(14, 50), cursor }),
  output: z.strictObject({
    measurements: z.array(z.strictObject({ id: z.string(), day: z.string(), weight: z.string(), revision: z.int() })),
    next,
  }),
  example: {
    arguments: { from: '2026-02-01' },
    result: { measurements: [{ id: measurementId, day: '2026-03-01', weight: '81.4 kg', revision: 0 }], next: null },
  },
  handle: async ({ call }, { from, to, limit, cursor: after }) => {
    const query = { kind: 'body_weight', from, to, pageSize: String(limit), after };
    const found = await call<{ items: readonly MeasurementDocument[] }>('listMeasurements', { query });
    const measurements = found.body.items.map(({ id, day: on, value, unit, revision }) => ({
      ...{ id, day: on, weight: `${value} ${unit}`, revision },
    }));
    return { measurements, next: found.next };
  },
});
