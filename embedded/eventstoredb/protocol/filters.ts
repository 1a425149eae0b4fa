import type { Candidate } from '../store/reads.ts';
import { refuse } from './errors.ts';
import type { FilterOptions } from './read-request.ts';

/**
 * Whether an event as stored (never a link's target) passes. Patterns are unanchored and case-sensitive; real nodes
 * run them in .NET, so only what both dialects share is dependable.
 * @throws Refusal when the pattern is malformed.
 */
export function createFilter({ subject, regex, prefixes }: FilterOptions): (event: Candidate) => boolean {
  if (regex === '') return (event) => prefixes.some((prefix) => event[subject].startsWith(prefix));
  const pattern = compile(regex);
  return (event) => pattern.test(event[subject]);
}

function compile(regex: string): RegExp {
  try {
    return new RegExp(regex);
  } catch {
    return refuse({ kind: 'invalid-argument', message: `The filter's pattern ${regex} is malformed.` });
  }
}
