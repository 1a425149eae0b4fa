/** Characters of an account's name. */
export const maxAccountName = 255;

/** Characters of a password that a superuser or an operator sets, for somebody who will choose another. */
export const givenPasswordLength = { min: 3, max: 20 };
