import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect } from 'chai';
import { createProgram } from '../http/support/people.ts';
import { useApp } from '../http/support/use-app.ts';
import { assistantOf, type Revision, revisions } from './support/assistant.ts';

const program = join(import.meta.dirname, '../../cli/main.ts');

describe('irontrack mcp', () => {
  const the = useApp();

  async function start(token: string, revision: Revision, url = the.app.origin) {
    const mode = revision === '2026-07-28' ? { pin: revision } : 'legacy';
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
    const env = { ...(process.env as Record<string, string>), IRONTRACK_TOKEN: token };
    const args = [program, 'mcp', '--url', url];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, env, stderr: 'ignore' }));
    return assistantOf(client);
  }

  for (const revision of revisions) {
    it(`speaks the revision ${revision} on standard input and output`, async () => {
      const { token } = await createProgram(the.app, await the.person(), ['read', 'write']);
      await using assistant = await start(token, revision);
      expect(assistant.client.getNegotiatedProtocolVersion()).to.equal(revision);
      expect((await assistant.client.listTools()).tools).to.have.length.above(10);
      const weight = { value: 81.4, unit: 'kg', day: '2026-02-20' };
      expect((await assistant.call('record_body_weight', weight)).result.outcome).to.equal('written');
      expect((await assistant.call('list_body_weight')).result.measurements).to.have.lengthOf(1);
    }).timeout(30_000);
  }

  it('answers with the reason when the token is wrong', async () => {
    const failure = await start('itpat_wrong', '2025-11-25').then(() => null, String);
    expect(failure).to.include('The service answers 401');
  }).timeout(30_000);
});
