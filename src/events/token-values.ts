/** The scopes of tokens of programs and apps, how many there may be, and how long they are valid. */

/** The scopes of a token of a program: each opens one kind of routes. */
export const scopes = ['read', 'write', 'coach', 'admin'] as const;
export type Scope = (typeof scopes)[number];
/** How many valid personal access tokens an account may have. */
export const maxPersonalTokens = 50;
/** How many days a personal access token is valid by default and at most. */
export const personalTokenDays = { usual: 90, max: 366 } as const;
/** How many valid grants to apps an account may have, and how many days each is valid. */
export const maxAppGrants = 50;
export const appGrantDays = 366;
