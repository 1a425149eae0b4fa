import { cookiesOf } from '../../../http/support/client.ts';
import {
  checkEnded,
  type DoAction,
  expectStatus,
  type Program,
  sendUntilAnswered,
  signInRequest,
  type TokenPair,
  tryRequest,
  type Visitor,
  type Visits,
} from './visitor.ts';

type Action = (visits: Visits, visitor: Visitor, tokens: TokenPair) => Promise<void>;

function markEnded(visitor: Visitor, pairs: readonly TokenPair[]): void {
  visitor.ended.push(...pairs);
  visitor.valid = visitor.valid.filter((pair) => !pairs.includes(pair));
}

function markProgramsEnded(visitor: Visitor, programs: readonly Program[]): void {
  visitor.endedPrograms.push(...programs);
  visitor.programs = visitor.programs.filter((program) => !programs.includes(program));
}

const readAccount: Action = async (visits, _visitor, tokens) => {
  const answer = await tryRequest(visits, { method: 'GET', path: '/access/me', tokens });
  if (answer) expectStatus(visits, 'A valid access token', answer, 200);
};

const refreshTokens: Action = async (visits, visitor, tokens) => {
  const answer = await sendUntilAnswered(visits, { method: 'POST', path: '/access/refresh-jwt', tokens });
  expectStatus(visits, 'A valid refresh token', answer, 204);
  const renewed = { cookie: cookiesOf(answer) };
  visitor.valid = visitor.valid.map((each) => (each === tokens ? renewed : each));
};

// A log-out may answer 401 instead of 204: then an earlier try, whose answer was lost, has already ended the auth
// session.

const logOut: Action = async (visits, visitor, tokens) => {
  const answer = await sendUntilAnswered(visits, { method: 'POST', path: '/access/logout', tokens });
  expectStatus(visits, 'A logout', answer, 204, 401);
  markEnded(visitor, [tokens]);
};

const logOutEverywhere: Action = async (visits, visitor, tokens) => {
  const all = visitor.valid;
  const answer = await sendUntilAnswered(visits, { method: 'POST', path: '/access/logout-all', tokens });
  expectStatus(visits, 'A logout of all sessions', answer, 204, 401);
  markEnded(visitor, all);
  markProgramsEnded(visitor, visitor.programs);
};

const changePassword: Action = async (visits, visitor, tokens) => {
  const { valid: all, password: former } = visitor;
  const password = `Chosen_${Math.floor(visits.random() * 1e9)}`;
  const body = { currentPassword: former, newPassword: password };
  const request = { method: 'PATCH', path: '/access/password-update', tokens, body };
  expectStatus(visits, 'A change of the password', await sendUntilAnswered(visits, request), 204, 401);
  markEnded(visitor, all);
  markProgramsEnded(visitor, visitor.programs);
  visitor.password = password;
  visitor.formerPasswords.push(former);
};

const deactivateAndReactivate: Action = async (visits, visitor) => {
  const all = visitor.valid;
  const change = async (isActive: boolean) => {
    const request = { method: 'PATCH', path: `/users/${visitor.id}`, tokens: visits.superuser, body: { isActive } };
    expectStatus(visits, 'A change of the account', await sendUntilAnswered(visits, request), 200);
    markEnded(visitor, all);
    markProgramsEnded(visitor, visitor.programs);
  };
  await change(false);
  await checkEnded(visits, visitor);
  const answer = await tryRequest(visits, signInRequest(visitor.email, visitor.password));
  if (answer) expectStatus(visits, 'A sign-in to an inactive account', answer, 401);
  await change(true);
};

const maxPrograms = 3;

const createProgram: Action = async (visits, visitor, tokens) => {
  if (visitor.programs.length === maxPrograms) return revokeProgram(visits, visitor, tokens);
  const body = { name: 'Program', scopes: ['read'] };
  const answer = await sendUntilAnswered(visits, { method: 'POST', path: '/access/tokens', tokens, body });
  expectStatus(visits, 'The creation of a personal access token', answer, 201);
  visitor.programs.push(answer.json);
};

const runProgram: Action = async (visits, visitor) => {
  const [tokens] = visitor.programs;
  const answer = tokens && (await tryRequest(visits, { method: 'GET', path: '/access/me', tokens }));
  if (answer) expectStatus(visits, 'A valid personal access token', answer, 200);
};

const revokeProgram: Action = async (visits, visitor, tokens) => {
  const [program] = visitor.programs;
  if (!program) return;
  // Afterwards Redis has the token as valid, unless it loses its data now.
  await runProgram(visits, visitor, tokens);
  const request = { method: 'DELETE', path: `/access/tokens/${program.id}`, tokens };
  expectStatus(visits, 'A revocation', await sendUntilAnswered(visits, request), 204);
  markProgramsEnded(visitor, [program]);
  const answer = await tryRequest(visits, { method: 'GET', path: '/access/me', tokens: program });
  if (answer) expectStatus(visits, 'A personal access token that was revoked a moment ago', answer, 401);
};

const actions: Readonly<Record<string, readonly [weight: number, action: Action]>> = {
  read: [8, readAccount],
  refresh: [4, refreshTokens],
  'log out': [3, logOut],
  'log out everywhere': [1, logOutEverywhere],
  'change the password': [1, changePassword],
  'deactivate and reactivate': [1, deactivateAndReactivate],
  'create a personal access token': [3, createProgram],
  'use a personal access token': [5, runProgram],
  'revoke a personal access token': [2, revokeProgram],
};

const weighted = Object.entries(actions).flatMap(([name, [weight, action]]) =>
  Array.from({ length: weight }, () => [name, action] as const),
);

/** Does a random action. Returns its name. */
export const doRandomAction: DoAction = async (visits, visitor, tokens) => {
  const [name, action] = weighted[Math.floor(visits.random() * weighted.length)] as readonly [string, Action];
  await action(visits, visitor, tokens);
  return name;
};
