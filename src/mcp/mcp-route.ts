import { z } from 'zod';
import { HttpError } from '../http/problem.ts';
import type { Reply } from '../http/reply.ts';
import { response } from '../http/responses/response.ts';
import { type Incoming, type Route, route } from '../http/route.ts';
import { answerMessage } from './frame/answer.ts';
import { createCallRoute } from './frame/calls.ts';

const message = response(z.unknown());

/** The address at which assistants use the log, by the Model Context Protocol over HTTP. */
export const mcpRoute: Route = route({
  method: 'post',
  path: '/mcp',
  operationId: 'sendMcpMessage',
  tag: 'service',
  guard: 'token',
  summary: 'Send a message of the Model Context Protocol.',
  request: { body: z.unknown() },
  noStore: true,
  responses: {
    200: message,
    202: response(null),
    400: message,
    404: message,
    405: message,
    406: message,
    413: message,
    415: message,
    500: message,
  },
  problems: [],
  example: {
    request: { body: { jsonrpc: '2.0', id: 1, method: 'tools/list' } },
    response: { status: 200, body: { jsonrpc: '2.0', id: 1, result: { tools: [] } } },
  },
  handle: (deps) => async (input) => {
    const { body, caller, incoming } = input;
    const session = { deps, caller, incoming, call: createCallRoute(deps, input) };
    const answer = await answerMessage(session, requestOf(incoming), body);
    return replyOf(answer) as never;
  },
});

function replyOf({ status, json }: Awaited<ReturnType<typeof answerMessage>>): Reply {
  if (json === null) return { status: 202 };
  if (status >= 500) throw new HttpError('internal', 'The server failed to handle the message.');
  return { status, json };
}

/** The headers that the protocol reads. The token is left out: the guard has checked it. */
const readHeaders = ['accept', 'content-type', 'mcp-protocol-version', 'mcp-session-id', 'mcp-method', 'mcp-name'];

/** The request without its body, which is passed beside it: to write a deep one as text again would exceed the stack. */
function requestOf({ raw }: Incoming): Request {
  const headers = new Headers();
  for (const name of readHeaders) {
    const value = raw.get(name);
    if (value !== undefined) headers.set(name, value);
  }
  return new Request('http://localhost/mcp', { method: 'POST', headers, body: 'null' });
}
