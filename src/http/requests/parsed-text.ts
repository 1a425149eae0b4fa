import { z } from 'zod';
import { limitedText } from './fields.ts';
import type { rule } from './validation-errors.ts';

/** The schema of a text with at most `max` characters. A text for which `parse` returns null breaks the rule. */
export const parsedText = <Value>(
  max: number,
  parse: (text: string) => Value | null,
  broken: ReturnType<typeof rule>,
) =>
  limitedText(max).transform((text, ctx): Value => {
    const parsed = parse(text);
    if (parsed !== null) return parsed;
    ctx.addIssue({ code: 'custom', input: text, ...broken });
    return z.NEVER;
  });
