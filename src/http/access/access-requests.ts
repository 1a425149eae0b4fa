import { z } from 'zod';
import { parseEmail } from '../../commands/account/email.ts';
import type { AuthSessionId } from '../../events/ids.ts';
import { accountNameLength } from '../../events/values.ts';
import { anyId, limitedText, text } from '../requests/fields.ts';
import { rule } from '../requests/validation-errors.ts';

export const email = z
  .string()
  .transform((value, ctx): string => {
    const parsed = parseEmail(value);
    if (parsed !== null) return parsed;
    ctx.addIssue({ code: 'custom', input: value, ...rule('value_error', 'Must be an email address.') });
    return z.NEVER;
  })
  .meta({ type: 'string', format: 'email' });

const maxPasswordLength = 4_096;
/** The schema of a password that is compared with the stored one. */
const givenPassword = limitedText(maxPasswordLength);

const symbols = '@$!%*?&_';
/** The schema of a password that a person chooses for the own account. */
const password = limitedText(maxPasswordLength)
  .min(8)
  .refine(
    (value) =>
      /^[A-Za-z0-9@$!%*?&_]*$/.test(value) &&
      [/[a-z]/, /[A-Z]/, /[0-9]/, /[@$!%*?&_]/].every((required) => required.test(value)),
    rule(
      'value_error',
      `Must contain a lower-case letter, an upper-case letter, a digit and one of ${symbols}, and no other characters.`,
    ),
  );

export const accountName = text(accountNameLength.max).nullable();

const hasBothPasswords = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'password' in value &&
  'confirmPassword' in value &&
  typeof value.password === 'string' &&
  typeof value.confirmPassword === 'string';

export const signUp = z
  .strictObject({ email, password, confirmPassword: givenPassword, name: accountName.default(null) })
  .refine((body) => body.password === body.confirmPassword, {
    ...rule('value_error', 'password and confirmPassword must be equal.'),
    // This rule runs also when other fields are invalid, so that one response lists every error.
    when: ({ value }) => hasBothPasswords(value),
  });

/** Treats an empty form field as an absent one. */
const filled = <Field extends z.ZodType>(field: Field) =>
  z.preprocess((value) => (value === '' ? undefined : value), field);

export const signIn = z.strictObject({
  username: filled(limitedText(254)),
  password: filled(givenPassword),
  grant_type: filled(z.literal('password').optional()),
});

export const updatePassword = z.strictObject({ currentPassword: givenPassword, newPassword: password });
export const resetPassword = z.strictObject({ token: limitedText(200), newPassword: password });

/**
 * The request must contain the current password, as proof that it is the account's holder who changes the email
 * address.
 */
export const editSelf = z
  .strictObject({
    name: accountName.exactOptional(),
    email: email.exactOptional(),
    currentPassword: givenPassword.exactOptional(),
  })
  .refine((body) => body.email === undefined || body.currentPassword !== undefined, {
    ...rule('missing', 'currentPassword is required to change the email address.'),
    path: ['currentPassword'],
  });

export const eraseSelf = z.strictObject({ password: givenPassword });
export const authSessionPath = z.object({ id: anyId<AuthSessionId>() });
