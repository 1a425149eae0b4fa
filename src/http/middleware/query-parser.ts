/** Values by name. A repeated name holds all its values as a list, which schemas of single values refuse. */
export type Parameters = Record<string, string | string[]>;

/** Parses `a=1&b=2` of a query or a form. Brackets have no meaning: `a[b]` is a plain name. */
export function parseQuery(text: string | null | undefined): Parameters {
  // Without a prototype, `__proto__` is a plain name too.
  const parameters: Parameters = Object.create(null);
  for (const [name, value] of new URLSearchParams(text ?? '')) {
    const earlier = parameters[name];
    if (earlier === undefined) parameters[name] = value;
    else if (typeof earlier === 'string') parameters[name] = [earlier, value];
    else earlier.push(value);
  }
  return parameters;
}
