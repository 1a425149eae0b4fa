import { assignedPasswordLength, hasLength, passwordLength } from '../../events/values.ts';
import type { ActingAs } from './admission.ts';

/** The settings of the rules of new passwords, and the list of common ones. */
export type PasswordRules = Readonly<{
  /** Whether a password needs letters of both cases, a digit and a symbol, and may contain nothing else. */
  needsCharacters: boolean;
  /** Whether the rules also bind superusers and operators, who set passwords of others. */
  bindsOperators: boolean;
  isCommon: (password: string) => boolean;
}>;

/** A new password: who sets it, and the email address of its account where it is known. */
export type NewPassword = Readonly<{ password: string; as: ActingAs; email: string | null }>;

const name = 'irontrack';
/** A password with fewer different characters is as good as a repeated one. */
const leastDifferent = 4;
const symbols = '@$!%*?&_';

/** Says in a sentence why a new password is refused; null for a password that is strong enough. */
export function problemOfPassword({ password, as, email }: NewPassword, rules: PasswordRules): string | null {
  const isBound = as === 'self' || rules.bindsOperators;
  const { min, max } = isBound ? passwordLength : assignedPasswordLength;
  if (!hasLength(password, { min, max })) return `Must have ${min} to ${max} characters.`;
  if (!isBound) return null;
  const folded = password.toLowerCase();
  if (rules.isCommon(folded) || isPattern(folded)) return 'Must not be a common password.';
  if ([name, email, email?.split('@', 1)[0]].includes(folded)) return 'Must not be the email address or its name.';
  if (rules.needsCharacters && !hasCharacters(password)) {
    return `Must contain a lower-case letter, an upper-case letter, a digit and one of ${symbols}, and nothing else.`;
  }
  return null;
}

/** Whether a text repeats few characters, or goes up or down in steps of one, such as `abcdefgh`. */
function isPattern(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  const [step = 0] = steps;
  return new Set(codes).size < leastDifferent || (steps.size === 1 && Math.abs(step) === 1);
}

const hasCharacters = (password: string): boolean =>
  /^[A-Za-z0-9@$!%*?&_]*$/.test(password) &&
  [/[a-z]/, /[A-Z]/, /[0-9]/, /[@$!%*?&_]/].every((required) => required.test(password));
