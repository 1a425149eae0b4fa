import { expect } from 'chai';
import { z } from 'zod';
import { plainMessage } from '../src/plain-messages.ts';

/** The message of the only thing that is wrong with a value. */
function messageOf(schema: z.ZodType, value: unknown): string | undefined {
  const { error } = schema.safeParse(value, { error: plainMessage });
  expect(error?.issues).to.have.length(1);
  return error?.issues[0]?.message;
}

const kinds = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('warmup') }),
  z.object({ kind: z.literal('normal') }),
]);

const cases: readonly (readonly [schema: z.ZodType, value: unknown, message: string])[] = [
  [z.string(), 1, 'Must be a text.'],
  [z.number(), '1', 'Must be a number.'],
  [z.number(), Number.POSITIVE_INFINITY, 'Must be less.'],
  [z.number(), Number.NEGATIVE_INFINITY, 'Must be greater.'],
  [z.string(), undefined, 'Required.'],
  [z.coerce.number(), 'many', 'Must be a number.'],
  [z.int(), 1.5, 'Must be an integer.'],
  [z.boolean(), 'true', 'Must be true or false.'],
  [z.array(z.string()), {}, 'Must be a list.'],
  [z.object({}), [], 'Must be an object.'],
  [z.number().min(1), 0, 'Must be at least 1.'],
  [z.number().max(1.5), 2, 'Must be at most 1.5.'],
  [z.number().gt(0), 0, 'Must be more than 0.'],
  [z.number().lt(10), 10, 'Must be less than 10.'],
  [z.number().multipleOf(0.5), 0.3, 'Must be a multiple of 0.5.'],
  [z.array(z.string()).min(1), [], 'Must have at least 1 item.'],
  [z.array(z.string()).max(2), ['', '', ''], 'Must have at most 2 items.'],
  [z.string().min(3), 'ab', 'Must have at least 3 characters.'],
  [z.iso.datetime(), 'noon', 'Must have the form of a time in ISO 8601.'],
  [z.string().regex(/^\d+$/), 'x', 'Must have the form of /^\\d+$/.'],
  [z.enum(['kg', 'lb']), 'st', 'Must be one of "kg", "lb".'],
  [z.literal('replace'), 'delete', 'Must be "replace".'],
  [z.union([z.string(), z.number()]), true, 'Has none of the allowed forms.'],
  [kinds, { kind: 'dropset' }, 'Must be one of "warmup", "normal".'],
  [z.string().min(3, 'Needs three letters.'), 'ab', 'Needs three letters.'],
];

describe('messages about wrong values', () => {
  for (const [schema, value, message] of cases) {
    it(`say "${message}" about ${String(JSON.stringify(value))}`, () => {
      expect(messageOf(schema, value)).to.equal(message);
    });
  }
});
