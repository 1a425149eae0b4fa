import type { Scope } from '../events/token-values.ts';
import type { Guard } from './guards.ts';

/** The guards of routes that a personal access token can open. The other routes need cookies or nothing at all. */
export type OpenToTokens = Extract<Guard, 'user' | 'trainer' | 'superuser'>;

export const isOpenToTokens = (guard: Guard): guard is OpenToTokens => openToTokens.has(guard);
const openToTokens: ReadonlySet<Guard> = new Set<OpenToTokens>(['user', 'trainer', 'superuser']);

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** The scope that a personal access token needs for a route. It follows from the guard and the method of the route. */
export function scopeOf(guard: OpenToTokens, method: string): Scope {
  if (guard === 'superuser') return 'admin';
  if (guard === 'trainer') return 'coach';
  return safeMethods.has(method.toUpperCase()) ? 'read' : 'write';
}
