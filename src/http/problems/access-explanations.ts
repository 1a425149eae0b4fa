import type { Explanation } from './explanations.ts';

/** The problems of callers who are not signed in, or who may not do what they ask for. */
export const accessExplanations = {
  'not-signed-in': {
    title: 'The request is not signed in',
    meaning: 'The token is missing, invalid, expired or ended, or its account is erased or inactive.',
    advice:
      'Refresh the tokens or sign in, and send the request again. A program needs a new personal access token; an app refreshes its token.',
  },
  'contradictory-credentials': {
    title: 'The request has both cookies and an Authorization header',
    meaning: 'The request has a cookie of the service and the header `Authorization`, so it could mean two accounts.',
    advice: 'Send only one of them: browsers send cookies, programs send `Authorization`.',
  },
  'insufficient-scope': {
    title: 'The token does not have the scope of the route',
    meaning:
      'The personal access token, or the token of an app, does not have the scope that the route needs. `detail` names the scope.',
    advice: 'Create a token with this scope. An app asks for consent again.',
  },
  'invalid-credentials': {
    title: 'The email address or the password is wrong',
    meaning: 'At sign-in, the address is unknown, the password is wrong or the account is inactive.',
    advice: 'Let the person type both again, or reset the password.',
  },
  'wrong-password': {
    title: 'The password is wrong',
    meaning: 'The caller is signed in, but `currentPassword` or `password` is wrong.',
    advice: 'Let the person type the current password again.',
  },
  'reset-token-invalid': {
    title: 'The password reset token is not valid',
    meaning:
      'The password reset token is unknown, used, replaced, older than an hour, ended by a later change, or of an erased account.',
    advice: 'Ask a superuser for a new token.',
  },
  'not-permitted': {
    title: 'The caller may not do this',
    meaning: 'The route is for superusers, or it is about credentials and needs cookies instead of a token.',
    advice: 'Sign in as an account that may use the route.',
  },
  'access-too-low': {
    title: 'The thing is shared with the caller, but not for this',
    meaning: 'The thing belongs to another account. The caller may read it, and perhaps edit it, but not do this.',
    advice: 'Ask its owner, or change a copy.',
  },
  'own-account': {
    title: 'Superusers cannot change their own account here',
    meaning: 'A superuser names the own account under `/users` or `/roles`, be it with `{}`.',
    advice: 'Use the routes under `/access/me`, or ask another superuser.',
  },
  'exercise-not-yours': {
    title: 'The exercise belongs to someone else',
    meaning: 'The exercise belongs to another account, or it is a catalogue exercise and the caller is no superuser.',
    advice: 'Delete and archive own exercises only.',
  },
  'account-protected': {
    title: 'The account is protected',
    meaning: 'The account is the system administrator’s, which cannot be changed over HTTP.',
    advice: 'Use the command line on the server.',
  },
  'account-inactive': {
    title: 'The account is inactive',
    meaning: 'The request changes a role of an inactive account.',
    advice: 'Activate the account first.',
  },
  'foreign-origin': {
    title: 'The page has another origin',
    meaning: 'A page of another origin sent the request.',
    advice: 'Send the request from the own origin, or add the origin of the page to `CORS_ORIGINS`.',
  },
} as const satisfies Record<string, Explanation>;
