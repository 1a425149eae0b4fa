import { parseEmail } from '../../src/commands/account/email.ts';
import { accountNameLength, assignedPasswordLength, isNotes } from '../../src/events/values.ts';
import type { Asked } from '../prompts.ts';

/** The address of a new account, by the same rules as over HTTP. */
export const newEmail: Asked = {
  option: '--email',
  question: 'E-mail address',
  faultOf: (text) => (parseEmail(text) === null ? 'This is not an e-mail address.' : null),
};

/** The address of an account that there is. */
export const knownEmail: Asked = {
  option: '--email',
  question: 'E-mail address',
  faultOf: (text) => (text.trim() === '' ? 'This is not an e-mail address.' : null),
};

export const accountName: Asked = {
  option: '--name',
  question: 'Name (may stay empty)',
  faultOf: (text) => (isNotes(text, accountNameLength) ? null : `At most ${accountNameLength.max} characters.`),
};

const { min, max } = assignedPasswordLength;

export const givenPassword: Asked = {
  option: '--password',
  question: 'Password',
  faultOf: (text) => (isNotes(text, assignedPasswordLength) ? null : `A password has ${min} to ${max} characters.`),
};

/** By no policy; but nobody signs in without any. */
export const adminPassword: Asked = {
  option: '--password',
  question: 'Password',
  faultOf: (text) => (text === '' ? 'The password is empty.' : null),
};
