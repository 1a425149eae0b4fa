import { createMcpServer } from './server.ts';
import type { Session } from './tool.ts';

/** An answer of the protocol: a status, and JSON or nothing. */
export type Answer = Readonly<{ status: number; json: string | null }>;

/**
 * Answers one message of the protocol, of the newest revision or of an earlier one. Nothing is kept between messages,
 * so any process may answer the next one.
 */
export async function answerMessage(session: Session, request: Request, parsedBody: unknown): Promise<Answer> {
  const sdk = await import('@modelcontextprotocol/server');
  if (await sdk.isLegacyRequest(request, parsedBody)) {
    const transport = new sdk.WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: undefined,
      enableJsonResponse: true,
    });
    const server = await createMcpServer(session);
    await server.connect(transport);
    try {
      return await answerOf(await transport.handleRequest(request, { parsedBody }));
    } finally {
      await server.close();
    }
  }
  const handler = sdk.createMcpHandler(() => createMcpServer(session), {
    legacy: 'reject',
    // The lists of this server do not change while it runs, so there is nothing to subscribe to.
    maxSubscriptions: 0,
  });
  try {
    return await answerOf(await handler.fetch(request, { parsedBody }));
  } finally {
    await handler.close();
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, json: text === '' ? null : text };
}
