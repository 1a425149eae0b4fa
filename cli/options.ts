import { CliError } from './host/host.ts';

/** Options and positionals that several commands share. */

export const json = { type: 'boolean', default: false, describe: 'Print one JSON document' } as const;
export const jsonLines = { type: 'boolean', default: false, describe: 'Print one JSON document per line' } as const;
export const yes = { type: 'boolean', default: false, describe: 'Do not ask for confirmation' } as const;
export const account = { type: 'string', demandOption: true, describe: 'Email address or id of the account' } as const;

/** A whole number in decimal digits. The error for another text names the option or positional. */
export function integer(name: string, { min = 0, max = Number.MAX_SAFE_INTEGER } = {}) {
  const range = max < Number.MAX_SAFE_INTEGER ? `from ${min} to ${max}` : `of at least ${min}`;
  const coerce = (given: string): number => {
    const number = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new CliError(`${name}: ${given === '' ? 'an empty text' : given} is not a whole number ${range}.`);
  };
  return { type: 'string', coerce } as const;
}

export const host = { type: 'string', describe: 'Address to listen on (HOST; default 127.0.0.1)' } as const;
export const port = {
  ...integer('--port', { max: 65_535 }),
  describe: 'Port to listen on, 0 for any free port (PORT; default 3000)',
} as const;
