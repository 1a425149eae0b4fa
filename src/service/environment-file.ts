import type { z } from 'zod';
import { quotaKinds } from '../events/schemas.ts';
import { parseEnvironment, production } from './environment.ts';
import { meanings } from './meanings.ts';
import { quotaVariable } from './variables.ts';

/** A commented environment file: every variable with its meaning and its default in production. What is required has no `#`. */
export function environmentFile(): string {
  const required = requiredInProduction();
  const lines = Object.entries(meanings).flatMap(([name, meaning]) => {
    const value = name === 'APP_ENVIRONMENT' ? 'production' : defaultOf(name);
    return required.has(name)
      ? [`# ${meaning}. Required in production.`, `${name}=${value}`, '']
      : [`# ${meaning}.`, `#${name}=${value}`, ''];
  });
  const quotas = quotaKinds.map((kind) => `#${quotaVariable(kind)}=${defaultOf(quotaVariable(kind))}`);
  return [
    '# The settings of IronTrack. A line without # has to be filled in for production. docs/configuration.md says more.',
    ...['', ...lines, '# How many things of a kind an account may have; 0 for no limit.', ...quotas],
  ].join('\n');
}

/** The variables that production has no default for, and the one that says that it is production. */
function requiredInProduction(): ReadonlySet<string> {
  const { error } = parseEnvironment([['APP_ENVIRONMENT', 'production']]);
  return new Set(['APP_ENVIRONMENT', ...(error?.issues ?? []).map(({ path }) => String(path[0]))]);
}

const variables: Readonly<Record<string, z.ZodType>> = production.shape;
/** The default of a variable in production; nothing if it has none. */
const defaultOf = (name: string): string => textOf(variables[name]?.safeParse(undefined).data);

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.join(',') : value === undefined ? '' : String(value);
