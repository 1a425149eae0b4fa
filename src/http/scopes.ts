import type { Scope } from '../events/values.ts';
import type { Guard } from './guards.ts';

/** The guards of routes that a personal access token can open. The other routes need cookies or nothing at all. */
export type OpenToTokens = Extract<Guard, 'user' | 'superuser'>;

export const isOpenToTokens = (guard: Guard): guard is OpenToTokens => guard === 'user' || guard === 'superuser';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** The scope that a personal access token needs for a route. It follows from the guard and the method of the route. */
export function scopeOf(guard: OpenToTokens, method: string): Scope {
  if (guard === 'superuser') return 'admin';
  return safeMethods.has(method.toUpperCase()) ? 'read' : 'write';
}
