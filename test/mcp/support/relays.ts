import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The program of which `mcp` is a command. */
export const mcpProgram = join(import.meta.dirname, '../../../cli/main.ts');

/** The address of a server that passes messages of the protocol on. */
export type Relay = AsyncDisposable & Readonly<{ url: string }>;

/** Passes requests to `/mcp` of the service, and adds the token that the clients of the conformance suite do not send. */
export function relayWithToken(origin: string, token: string): Promise<Relay> {
  const { hostname, port } = new URL(origin);
  return listen((incoming, response) => {
    const headers = { ...incoming.headers, authorization: `Bearer ${token}` };
    const passed = request({ hostname, port, method: incoming.method, path: '/mcp', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(passed);
  });
}

type Message = Readonly<{ id?: string | number | null; method?: string }>;

/** Passes messages that arrive over HTTP to a program that speaks the protocol on standard input and output. */
export async function relayToProgram(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Relay> {
  const program = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting = answersOf(program);
  let last = 0;
  const relay = await listen(async (incoming, response) => {
    if (incoming.method !== 'POST') return response.writeHead(405).end();
    const message = (await jsonOf(incoming)) as Message;
    // Several clients use the same numbers, so the program gets numbers of the relay.
    last += 1;
    const id = last;
    const isRequest = message.id !== undefined && message.id !== null;
    const answer = Promise.withResolvers<Message>();
    if (isRequest) waiting.set(id, answer.resolve);
    program.stdin?.write(`${JSON.stringify(isRequest ? { ...message, id } : message)}\n`);
    if (!isRequest) return response.writeHead(202).end();
    const json = JSON.stringify({ ...(await answer.promise), id: message.id });
    return response.writeHead(200, { 'content-type': 'application/json' }).end(json);
  });
  return {
    url: relay.url,
    async [Symbol.asyncDispose]() {
      await relay[Symbol.asyncDispose]();
      const ended = once(program, 'exit');
      program.stdin?.end();
      await ended;
    },
  };
}

/** Who waits for the answer with a number. */
function answersOf({ stdout }: ChildProcess): Map<number, (answer: Message) => void> {
  const waiting = new Map<number, (answer: Message) => void>();
  if (!stdout) throw new Error('The program has no standard output');
  createInterface({ input: stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as Message;
    waiting.get(Number(answer.id))?.(answer);
    waiting.delete(Number(answer.id));
  });
  return waiting;
}

async function jsonOf(incoming: IncomingMessage): Promise<unknown> {
  return JSON.parse(Buffer.concat(await incoming.toArray()).toString());
}

async function listen(handle: (incoming: IncomingMessage, response: ServerResponse) => unknown): Promise<Relay> {
  const server: Server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
