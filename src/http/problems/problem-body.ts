import { z } from 'zod';
import { type ProblemCode, statusOfProblem } from '../problem.ts';
import { count, id } from '../responses/fields.ts';

export const problemCodes = Object.keys(statusOfProblem) as [ProblemCode, ...ProblemCode[]];

const detail = z
  .strictObject({
    type: z.string().meta({
      description: 'The kind of error, such as `missing` or `string_too_long`.',
      examples: ['missing'],
    }),
    field: z.string().meta({
      description:
        'The member, parameter or header that is wrong: dotted when nested, with the index of a list item, or `body`.',
      examples: ['exercises.0.name'],
    }),
    message: z.string().describe('The error for people to read, in English. Its text may change.'),
  })
  .meta({ id: 'ProblemDetail', description: 'One error of a request.' });

/** The response body of every refusal. */
export const problemBody = z
  .strictObject({
    type: z.string().meta({
      description: 'The code as a URN, which never changes.',
      examples: ['urn:irontrack:problem:session-not-found'],
    }),
    code: z.enum(problemCodes).describe('What is wrong, for programs. Explained at `GET /api/v1/problems/{code}`.'),
    title: z.string().describe('What the code means, in a few words.'),
    status: count.describe('The status of the response.'),
    detail: z.string().describe('What is wrong with this request, for people to read. Its text may change.'),
    instance: z.string().describe('The path of the request.'),
    message: z.string().exactOptional().describe('The same text as `detail`. Only with status 422.'),
    related: z
      .array(z.strictObject({ id, name: z.string().nullable() }))
      .exactOptional()
      .describe("The caller's things because of which the request is refused, such as plans that use a unit."),
    details: z.array(detail).max(100).exactOptional().describe('Every error of the request. Only with status 422.'),
  })
  .meta({ id: 'Problem', description: 'Why the service has refused a request (RFC 9457).' });
