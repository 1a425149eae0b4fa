import { z } from 'zod';
import { invalid } from '../../errors.ts';
import type { MeasurementId } from '../../events/ids.ts';
import { weightUnits } from '../../events/values.ts';
import { anyId } from '../../http/requests/fields.ts';
import { day } from '../../http/requests/list.ts';
import { revision } from '../frame/shown.ts';
import { writingTool } from '../frame/writing.ts';

export const recordBodyWeightTool = writingTool({
  name: 'record_body_weight',
  title: 'Record the body weight',
  description: 'Record a measured body weight, or with `correct` and `revision` correct an earlier measurement.',
  input: z.strictObject({
    value: z.number(),
    unit: z.enum(weightUnits),
    day: day.describe('YYYY-MM-DD.'),
    correct: anyId<MeasurementId>().exactOptional().describe('Id of the measurement to correct.'),
    revision: revision.exactOptional(),
  }),
  example: { value: 81.4, unit: 'kg', day: '2026-03-01' },
  creates: 'measurement',
  handle: async ({ call, headers, newId }, { correct, revision: read, ...measured }) => {
    if (correct === undefined) {
      if (read !== undefined) throw invalid('correct', 'Required with revision.', 'missing');
      await call('recordMeasurement', { headers, body: { ...measured, id: newId, kind: 'body_weight' } });
      return newId;
    }
    if (read === undefined) throw invalid('revision', 'Required to correct a measurement.', 'missing');
    const condition = { ...headers, 'if-match': `"${read}"` };
    await call('correctMeasurement', { path: { id: correct }, headers: condition, body: measured });
    return correct;
  },
});
