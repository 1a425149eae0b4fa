import type { FilterOptions } from '../protocol/read-requests.ts';
import type { EventHeader } from '../store/reads.ts';
import { refuse } from '../store/refusal.ts';

/**
 * A predicate that decides which stored events pass the filter; a link event is tested itself, not its target. Regular
 * expressions are unanchored and case-sensitive. Real EventStoreDB nodes use .NET regular expressions, so a client can
 * rely only on the syntax that .NET and JavaScript share.
 * @throws Refusal when the regular expression is malformed.
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
