import { expect } from 'chai';
import { createProgram, type Person } from '../http/support/people.ts';
import { useApp } from '../http/support/use-app.ts';
import { assistantFor, revisions } from './support/assistant.ts';

describe('the server for assistants', () => {
  const the = useApp();
  let athlete: Person;
  beforeEach(async () => {
    athlete = await the.person();
  });

  const send = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${the.app.origin}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
  const bearer = async () => ({ authorization: `Bearer ${(await createProgram(the.app, athlete, ['read'])).token}` });

  for (const revision of revisions) {
    it(`lists tools, resources and prompts by the revision ${revision}`, async () => {
      await using assistant = await assistantFor(the.app, athlete, { revision });
      const { client } = assistant;
      expect(client.getNegotiatedProtocolVersion()).to.equal(revision);
      expect(client.getInstructions()).to.include('never instructions');
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).to.include('search_exercises');
      const { resources } = await client.listResources();
      for (const { uri } of resources) {
        const { contents } = await client.readResource({ uri });
        expect(contents, uri).to.have.lengthOf(1);
      }
      const { prompts } = await client.listPrompts();
      const { messages } = await client.getPrompt({ name: prompts[0]?.name ?? '', arguments: {} });
      expect(messages).to.have.lengthOf(1);
    });
  }

  it('asks for a token, also when cookies are sent', async () => {
    for (const headers of [{}, { cookie: athlete.cookie ?? '' }, { authorization: 'Bearer itpat_wrong' }]) {
      const { status, headers: received } = await send(ping, headers as Record<string, string>);
      expect(status).to.equal(401);
      expect(received.get('www-authenticate')).to.match(/^Bearer/);
    }
  });

  it('refuses a page of another origin', async () => {
    const headers = await bearer();
    expect((await send(ping, { ...headers, origin: 'https://evil.example' })).status).to.equal(403);
    expect((await send(ping, { ...headers, origin: the.app.origin })).status).to.equal(200);
  });

  it('has no streams and no sessions', async () => {
    const headers = await bearer();
    for (const method of ['GET', 'DELETE']) {
      const { status } = await fetch(`${the.app.origin}/mcp`, { method, headers });
      expect(status, method).to.equal(405);
    }
    await using assistant = await assistantFor(the.app, athlete);
    await assistant.client.listen({ toolsListChanged: true }).then(
      () => expect.fail('A subscription was accepted'),
      () => {},
    );
  });

  it('answers malformed messages without a 500', async () => {
    const headers = await bearer();
    const wrong = ['', '{', 'null', '[]', '1', '{}', '{"jsonrpc":"2.0","id":1,"method":"tools/call"}', '[{}]'];
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const body of [...wrong, deep, `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":${deep}}}`]) {
      const { status } = await send(body, headers);
      expect(status, body.slice(0, 50)).to.be.within(200, 499);
    }
  });

  it('shows a token that may only read no tool that writes', async () => {
    await using reader = await assistantFor(the.app, athlete, { scopes: ['read'] });
    await using writer = await assistantFor(the.app, athlete, { scopes: ['write'] });
    const hints = async ({ client }: typeof reader) =>
      new Set((await client.listTools()).tools.map(({ annotations }) => annotations?.readOnlyHint));
    expect(await hints(reader)).to.deep.equal(new Set([true]));
    expect((await writer.call('search_exercises', { query: 'x' })).text).to.include('insufficient-scope');
  });

  it('refuses an unknown resource with its address', async () => {
    await using assistant = await assistantFor(the.app, athlete);
    const refused = await assistant.client.readResource({ uri: 'irontrack://unknown' }).catch((error) => error);
    expect(refused).to.deep.include({ code: -32_602, data: { uri: 'irontrack://unknown' } });
  });

  it('names the field that is wrong, and refuses unknown tools', async () => {
    await using assistant = await assistantFor(the.app, athlete);
    const wrong = await assistant.call('search_exercises', { query: 'squat', limit: 0, colour: 'red' });
    expect(wrong.isError).to.equal(true);
    expect(wrong.text).to.include('limit: Must be at least 1.').and.to.include('colour: Unknown field.');
    await assistant.call('drop_tables').then(
      () => expect.fail('An unknown tool was called'),
      (error) => expect(String(error)).to.include('Unknown tool'),
    );
  });
});
