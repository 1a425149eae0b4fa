import { z } from 'zod';
import { parseEmail } from '../../commands/account/email.ts';
import type { AuthSessionId } from '../../events/ids.ts';
import { accountNameLength } from '../../events/values.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { anyId, text } from '../requests/fields.ts';
import { rule } from '../requests/validation-errors.ts';

export const email = z.string().transform((value, ctx): string => {
  const parsed = parseEmail(value);
  if (parsed !== null) return parsed;
  ctx.addIssue({ code: 'custom', input: value, ...rule('value_error', 'This is not an e-mail address.') });
  return z.NEVER;
});

const symbols = '@$!%*?&_';
/** Of one's own choice, by the policy. */
const password = z
  .string()
  .min(8)
  .refine(
    (value) =>
      /^[A-Za-z0-9@$!%*?&_]*$/.test(value) &&
      [/[a-z]/, /[A-Z]/, /[0-9]/, /[@$!%*?&_]/].every((requiredPosition) => requiredPosition.test(value)),
    rule(
      'value_error',
      `Lower- and upper-case letters, digits and ${symbols}, one of each at least, and nothing else.`,
    ),
  );

export const accountName = text(accountNameLength.max).nullable();
const headers = commandHeaders;

const confirmed = (body: unknown): boolean => {
  const { password, confirmPassword } = body as { password: unknown; confirmPassword: unknown };
  return password === confirmPassword;
};
const hasBothPasswords = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  'password' in body &&
  'confirmPassword' in body &&
  typeof body.password === 'string' &&
  typeof body.confirmPassword === 'string';

export const signUp = z.object({
  headers,
  body: z
    .strictObject({ email, password, confirmPassword: z.string(), name: accountName.default(null) })
    // Also when other members are wrong, so that one answer tells all.
    .refine(confirmed, {
      ...rule('value_error', 'The passwords differ.'),
      when: ({ value }) => hasBothPasswords(value),
    }),
});

/** A form field that is there but empty says nothing. */
const filled = <Field extends z.ZodType>(field: Field) =>
  z.preprocess((value) => (value === '' ? undefined : value), field);

export const signIn = z.object({
  body: z.strictObject({
    username: filled(z.string()),
    password: filled(z.string()),
    grant_type: filled(z.literal('password').optional()),
  }),
});

export const updatePassword = z.object({
  headers,
  body: z.strictObject({ currentPassword: z.string(), newPassword: password }),
});

export const resetPassword = z.object({
  body: z.strictObject({ token: z.string().max(200), newPassword: password }),
});

/** Another address is told to be one's own by the password. */
export const editSelf = z.object({
  headers,
  body: z
    .strictObject({
      name: accountName.exactOptional(),
      email: email.exactOptional(),
      currentPassword: z.string().exactOptional(),
    })
    .refine(({ email, currentPassword }) => email === undefined || currentPassword !== undefined, {
      ...rule('missing', 'Another address needs the password.'),
      path: ['currentPassword'],
    }),
});

export const logOutAll = z.object({ headers });
export const eraseSelf = z.object({ headers, body: z.strictObject({ password: z.string() }) });

export const endDevice = z.object({ path: z.object({ id: anyId<AuthSessionId>() }) });
