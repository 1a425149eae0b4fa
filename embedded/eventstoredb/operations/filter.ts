import type { FilterOptions } from '../protocol/read-requests.ts';
import type { EventHeader } from '../store/reads.ts';
import { refuse } from '../store/refusal.ts';

/**
 * A predicate on events as stored; a link is tested, not its target. Patterns are unanchored and case-sensitive. Real nodes use
 * .NET regular expressions: a client can rely only on the syntax that both dialects share.
 * @throws Refusal when the pattern is malformed.
 */
export function createFilter({ subject, regex, prefixes }: FilterOptions): (event: EventHeader) => boolean {
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
