/**
 * Values of a query or form by name. A name that is repeated has a list of its values, which the schema of a single
 * value refuses.
 */
export type Parameters = Record<string, string | string[]>;

/** Parses the text of a query or form, such as `a=1&b=2`. Brackets have no meaning: `a[b]` is a plain name. */
export function parseQuery(text: string | null | undefined): Parameters {
  // An object without a prototype treats the name `__proto__` like any other name.
  const parameters: Parameters = Object.create(null);
  for (const [name, value] of new URLSearchParams(text ?? '')) {
    const earlier = parameters[name];
    if (earlier === undefined) parameters[name] = value;
    else if (typeof earlier === 'string') parameters[name] = [earlier, value];
    else earlier.push(value);
  }
  return parameters;
}
