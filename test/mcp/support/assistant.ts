import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Scope } from '../../../src/events/token-values.ts';
import type { Client as HttpClient } from '../../http/support/client.ts';
import { createProgram } from '../../http/support/people.ts';
import type { TestApp } from '../../http/support/test-app.ts';

/** The protocol revisions that the server must speak: the newest one and the one before. */
export const revisions = ['2026-07-28', '2025-11-25'] as const;
export type Revision = (typeof revisions)[number];

/** What a call of a tool has answered. `text` is all text of the answer. */
export type Answered = Readonly<{
  isError: boolean;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read results of every shape
  result: any;
}>;

export type Assistant = AsyncDisposable &
  Readonly<{ client: Client; call: (name: string, args?: Readonly<Record<string, unknown>>) => Promise<Answered> }>;

/** Connects a client of the protocol's own SDK. It refuses results that their output schema does not allow. */
export async function connect(origin: string, token: string, revision: Revision = '2026-07-28'): Promise<Assistant> {
  const negotiation = revision === '2026-07-28' ? { mode: { pin: revision } } : { mode: 'legacy' as const };
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: negotiation });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), { requestInit }));
  return assistantOf(client);
}

export const assistantOf = (client: Client): Assistant => ({
  client,
  async call(name, args = {}) {
    const { content, structuredContent, isError = false } = await client.callTool({ name, arguments: { ...args } });
    const text = content.map((each) => (each.type === 'text' ? each.text : '')).join('\n');
    return { isError, text, result: structuredContent };
  },
  [Symbol.asyncDispose]: () => client.close(),
});

/** Creates a personal access token of a person, and connects with it. */
export async function assistantFor(
  app: TestApp,
  person: HttpClient,
  { scopes = ['read', 'write'], revision }: Readonly<{ scopes?: readonly Scope[]; revision?: Revision }> = {},
): Promise<Assistant> {
  const { token } = await createProgram(app, person, scopes);
  return connect(app.origin, token, revision);
}
