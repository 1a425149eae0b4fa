/** Members by name; a repeated one holds all its values, which no scalar schema takes. */
export type Parameters = Record<string, string | string[]>;

/** Reads `a=1&b=2`, of queries and forms alike. Brackets mean nothing: `a[b]` is a name like any other. */
export function parseQuery(text: string | null | undefined): Parameters {
  // Without a prototype, so that `__proto__` is a name like any other too.
  const parameters: Parameters = Object.create(null);
  for (const [name, value] of new URLSearchParams(text ?? '')) {
    const earlier = parameters[name];
    if (earlier === undefined) parameters[name] = value;
    else if (typeof earlier === 'string') parameters[name] = [earlier, value];
    else earlier.push(value);
  }
  return parameters;
}
