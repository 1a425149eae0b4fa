import { CliError } from './terminal.ts';

/** An option or argument that is a whole number in digits; anything else is refused by its name. */
export function whole(name: string, { min = 0, max = Number.MAX_SAFE_INTEGER } = {}) {
  const range = max < Number.MAX_SAFE_INTEGER ? `from ${min} to ${max}` : `of at least ${min}`;
  const coerce = (given: string): number => {
    const number = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new CliError(`${name}: ${given === '' ? 'nothing' : given} is not a whole number ${range}.`);
  };
  return { type: 'string', coerce } as const;
}
