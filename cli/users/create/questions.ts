import { parseEmail } from '../../../src/commands/account/email.ts';
import { accountNameLength, assignedPasswordLength, isNotes } from '../../../src/events/values.ts';
import type { Question } from '../../host/prompts.ts';

/** The question for the email address of a new account. The rules of the address are the same as in the HTTP API. */
export const newEmail: Question = {
  option: '--email',
  question: 'Email address',
  problemOf: (text) => (parseEmail(text) === null ? 'This is not an email address.' : null),
};

export const accountName: Question = {
  option: '--name',
  question: 'Name (optional)',
  problemOf: (text) => (isNotes(text, accountNameLength) ? null : `At most ${accountNameLength.max} characters.`),
};

const { min, max } = assignedPasswordLength;

export const userPassword: Question = {
  option: '--password',
  question: 'Password',
  problemOf: (text) => (isNotes(text, assignedPasswordLength) ? null : `A password has ${min} to ${max} characters.`),
};

/**
 * The question for an administrator's password. Every password is allowed except an empty one, which cannot be used to
 * sign in.
 */
export const adminPassword: Question = {
  option: '--password',
  question: 'Password',
  problemOf: (text) => (text === '' ? 'The password is empty.' : null),
};
