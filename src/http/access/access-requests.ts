import { z } from 'zod';
import { parseEmail } from '../../commands/account/email.ts';
import type { AppGrantId, AuthSessionId, PersonalTokenId } from '../../events/ids.ts';
import { personalTokenDays, scopes } from '../../events/token-values.ts';
import { accountNameLength, passwordLength } from '../../events/values.ts';
import { anyId, instant, limitedText, listOf, name, text, textOf } from '../requests/fields.ts';
import { isObject, rule } from '../requests/validation-errors.ts';

export const email = z
  .string()
  .transform((value, ctx): string => {
    const parsed = parseEmail(value);
    if (parsed !== null) return parsed;
    ctx.addIssue({ code: 'custom', input: value, ...rule('value_error', 'Must be an email address.') });
    return z.NEVER;
  })
  .meta({
    type: 'string',
    format: 'email',
    description: 'An email address, in any case.',
    examples: ['ana@example.com'],
  });

/** The schema of a password that is compared with the stored one. Earlier builds had no limit of the length. */
const givenPassword = limitedText(4_096);

/** The schema of a password that a person chooses for the own account. `checkNewPassword` checks the other rules. */
const password = textOf(passwordLength);

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

const address = filled(limitedText(254).optional());
/** The body of a sign-in. JSON clients usually call the address `email`, OAuth forms call it `username`. */
export const signIn = z
  .strictObject({
    username: address,
    email: address,
    password: filled(givenPassword),
    grant_type: filled(z.literal('password').optional()),
  })
  .refine(({ username, email }) => username !== undefined || email !== undefined, {
    ...rule('missing', 'Required, or email instead.'),
    path: ['username'],
    // These rules run also when other fields are invalid, so that one response lists every error.
    when: isObject,
  })
  .refine(({ username, email }) => username === undefined || email === undefined, {
    ...rule('extra_forbidden', 'Cannot be given together with username.'),
    path: ['email'],
    when: isObject,
  })
  .transform(({ username, email, password }) => ({ username: username ?? email ?? '', password }));

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
export const authSessionPath = z.object({ id: anyId<AuthSessionId>().describe('The id of the auth session.') });

const scopeList = listOf(z.enum(scopes), { min: 1, max: scopes.length }).transform((all) => [...new Set(all)]);
export const createPersonalToken = z.strictObject({
  name,
  scopes: scopeList,
  expiresAt: instant
    .exactOptional()
    .describe(
      `When the token ends, at most ${personalTokenDays.max} days from now. By default after ${personalTokenDays.usual} days.`,
    ),
});
export const personalTokenPath = z.object({ id: anyId<PersonalTokenId>().describe('The id of the token.') });
export const appGrantPath = z.object({ id: anyId<AppGrantId>().describe('The id of the grant.') });

export const undoGrant = z.strictObject({
  since: instant.describe('What the server has recorded at this time or later is undone.'),
  preview: z.boolean().default(false).describe('True to tell what would change, and to change nothing.'),
});
