import { parseEmail } from '../../../src/commands/account/email.ts';
import { problemOfPassword } from '../../../src/commands/account/password.ts';
import { accountNameLength, isFreeText, passwordLength } from '../../../src/events/values.ts';
import { isCommonPassword } from '../../../src/infra/access/common-passwords.ts';
import type { Config } from '../../../src/service/config.ts';
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
  problemOf: (text) => (isFreeText(text, accountNameLength) ? null : `At most ${accountNameLength.max} characters.`),
};

/**
 * The question for the password of a new account. In production the rules are those of the passwords that people choose
 * for themselves. Outside production only the length is checked.
 */
export const newPassword = ({ passwordRules }: Config, email: string): Question => ({
  option: '--password',
  question: 'Password',
  problemOf: (password) =>
    problemOfPassword({ password, as: 'operator', email }, { ...passwordRules, isCommon: isCommonPassword }),
});

/**
 * The question for the password of the system administrator, the account with the address `ADMIN_EMAIL`. Outside
 * production one character is enough.
 */
export const adminPassword = (config: Config, email: string): Question => {
  const asked = newPassword(config, email);
  const { max } = passwordLength;
  if (config.passwordRules.bindsOperators) return asked;
  return {
    ...asked,
    problemOf: (text) => (isFreeText(text, { min: 1, max }) ? null : `Must have 1 to ${max} characters.`),
  };
};
