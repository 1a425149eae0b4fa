import type { Readable, Writable } from 'node:stream';

/** Where messages go: the address of the service, and the token that is sent with each message. */
type Target = Readonly<{ url: string; token: string }>;

type Message = Readonly<{
  id?: string | number;
  method?: string;
  params?: Readonly<{ name?: unknown; uri?: unknown; _meta?: Readonly<Record<string, unknown>> }>;
  result?: Readonly<{ protocolVersion?: unknown }>;
}>;

const versionMember = 'io.modelcontextprotocol/protocolVersion';

/**
 * Passes messages of the protocol from standard input to the service, and its answers to standard output, until the
 * input ends. The service decides everything, so an assistant has the same tools over standard input and over HTTP.
 */
export async function relayStdio(target: Target, input: Readable, output: Writable): Promise<void> {
  const { StdioServerTransport } = await import('@modelcontextprotocol/server/stdio');
  const transport = new StdioServerTransport(input, output);
  const ended = Promise.withResolvers<void>();
  transport.onclose = () => ended.resolve();
  /** The version of the protocol that the answer to `initialize` named. In later versions each message names its version. */
  let agreed: string | null = null;
  transport.onmessage = async (message) => {
    const answer = await answerOf(target, message as Message, agreed);
    if (answer === null) return;
    const version = answer.result?.protocolVersion;
    if (typeof version === 'string') agreed = version;
    await transport.send({ jsonrpc: '2.0', ...answer } as Parameters<typeof transport.send>[0]);
  };
  await transport.start();
  await ended.promise;
}

async function answerOf({ url, token }: Target, message: Message, agreed: string | null): Promise<Message | null> {
  try {
    const body = JSON.stringify(message);
    const headers = { ...headersOf(message, agreed), authorization: `Bearer ${token}` };
    const response = await fetch(new URL('/mcp', url), { method: 'POST', headers, body });
    const text = await response.text();
    if (response.headers.get('content-type')?.startsWith('application/json')) return JSON.parse(text) as Message;
    return response.ok ? null : failed(message, `The service answers ${response.status}. ${detailIn(text)}`.trim());
  } catch {
    return failed(message, `The service at ${url} cannot be reached.`);
  }
}

function headersOf({ method, params }: Message, agreed: string | null): Record<string, string> {
  const version = params?._meta?.[versionMember] ?? agreed;
  const name = params?.name ?? params?.uri;
  return {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...(typeof version === 'string' && { 'mcp-protocol-version': version }),
    ...(method !== undefined && { 'mcp-method': method }),
    ...(typeof name === 'string' && /^[\x21-\x7e]+$/.test(name) && { 'mcp-name': name }),
  };
}

/** The answer to a request that has failed; null for a notification, which has no answer. */
const failed = ({ id }: Message, message: string): Message | null =>
  id === undefined ? null : ({ id, error: { code: -32_603, message } } as Message);

function detailIn(text: string): string {
  try {
    return String((JSON.parse(text) as { detail?: unknown }).detail ?? '');
  } catch {
    return '';
  }
}
