import { z } from 'zod';
import { HttpError, type ProblemCode, statusOfProblem, typeOfProblem } from '../problem.ts';
import { json } from '../reply.ts';
import { text } from '../requests/fields.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { explanations } from './explanations.ts';
import { problemCodes } from './problem-body.ts';

const explainedProblem = z
  .strictObject({
    type: z.string(),
    code: z.enum(problemCodes),
    status: z.int(),
    title: z.string(),
    meaning: z.string(),
    advice: z.string().describe('What a client does about it.'),
  })
  .meta({ id: 'ProblemExplanation', description: 'What a problem code means, and what a client does about it.' });

const explain = (code: ProblemCode) => ({
  type: typeOfProblem(code),
  code,
  status: statusOfProblem[code],
  ...explanations[code],
});

/** The longest code that is looked up. */
const maxCodeLength = 100;
const isCode = (value: string): value is ProblemCode => Object.hasOwn(statusOfProblem, value);

/** The route that explains the problems of all other routes. */
export const problemRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/problems/:code',
    operationId: 'explainProblem',
    tag: 'service',
    guard: 'anyone',
    summary: 'Explain a problem: what it means, and what a client does about it.',
    description: 'The `Link` of every problem leads here.',
    request: { path: z.object({ code: text(maxCodeLength).describe('The `code` of a problem.') }) },
    responses: { 200: response(explainedProblem) },
    problems: ['not-found'],
    example: {
      request: { path: { code: 'revision-mismatch' } },
      response: { status: 200, body: explain('revision-mismatch') },
    },
    handle:
      () =>
      ({ path: { code } }) => {
        if (!isCode(code)) throw new HttpError('not-found', 'No problem has this code.');
        return json(explain(code));
      },
  }),
];
