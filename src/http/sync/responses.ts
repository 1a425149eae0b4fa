import { z } from 'zod';
import { problemBody } from '../problems/problem-body.ts';
import { revision } from '../responses/fields.ts';
import type { DeepReadonly } from '../route.ts';

const outcomes = ['accepted', 'refused', 'deferred'] as const;

const problem = problemBody
  .extend({
    dependsOn: z
      .string()
      .nullable()
      .exactOptional()
      .describe('With the code `depends-on-refused`: the key of the refused command; null if that has no valid key.'),
  })
  .meta({ id: 'SyncProblem', description: 'Why a command was refused or deferred.' });

/** The answer to one command. */
const answer = z
  .strictObject({
    key: z.string().nullable().describe('The key of the command; null if the command has no valid key.'),
    outcome: z.enum(outcomes),
    status: z.int().describe('The status that the route of the command answers.'),
    revision: revision
      .exactOptional()
      .describe('The revision of the session or exercise after the command; absent if the command changed nothing.'),
    problem: problem.exactOptional(),
  })
  .meta({ id: 'SyncAnswer', description: 'What became of one command.' });

export type SyncAnswer = DeepReadonly<z.infer<typeof answer>>;

export const syncAnswers = z.strictObject({ answers: z.array(answer) });
