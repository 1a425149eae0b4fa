import type { ProblemCode } from '../problem.ts';
import { accessExplanations } from './access-explanations.ts';
import { conflictExplanations } from './conflict-explanations.ts';
import { missingExplanations } from './missing-explanations.ts';
import { requestExplanations } from './request-explanations.ts';

/** What a problem code means, and what a client does about it. Texts are Markdown without line breaks. */
export type Explanation = Readonly<{
  /** The `title` of the problem, without a final full stop. */
  title: string;
  /** When the API answers with the problem. */
  meaning: string;
  advice: string;
}>;

/** The explanation of every problem code. A code that is missing here is a compile error. */
export const explanations = {
  ...requestExplanations,
  ...accessExplanations,
  ...missingExplanations,
  ...conflictExplanations,
} as const satisfies Record<ProblemCode, Explanation>;
