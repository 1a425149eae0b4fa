import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { tools } from '../../src/mcp/tools/tools.ts';
import { createProgram } from '../http/support/people.ts';
import { useExercises } from '../http/support/use-exercises.ts';
import { mcpProgram } from './support/relays.ts';

const inspector = fileURLToPath(import.meta.resolve('@modelcontextprotocol/inspector/clients/launcher/build/index.js'));

describe('the inspector of the protocol', () => {
  const the = useExercises();
  let [token, home] = ['', ''];
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'irontrack-inspector-'));
    the.addSystem({ name: 'Deadlift' });
    ({ token } = await createProgram(the.app, the.cast.athlete, ['read', 'write']));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const ways = {
    HTTP: () => [`${the.app.origin}/mcp`, '--transport', 'http', '--header', `Authorization: Bearer ${token}`],
    stdio: () => [
      ...['-e', `IRONTRACK_TOKEN=${token}`, '-e', `HOME=${home}`],
      ...[process.execPath, mcpProgram, 'mcp', '--url', the.app.origin],
    ],
  };

  for (const [way, target] of Object.entries(ways)) {
    it(`lists, reads, gets and calls over ${way}`, async () => {
      // biome-ignore lint/suspicious/noExplicitAny: each method answers another shape
      const inspect = async (method: string, ...options: readonly string[]): Promise<any> => {
        const args = [inspector, '--cli', ...target(), '--method', method, ...options];
        const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, HOME: home } });
        return JSON.parse(stdout);
      };
      const listed = await inspect('tools/list', '--strict');
      const own = tools.filter(({ scope }) => scope !== 'coach').map(({ name }) => name);
      expect(listed.tools.map(({ name }: { name: string }) => name)).to.deep.equal(own);
      const called = await inspect('tools/call', '--tool-name', 'search_exercises', '--tool-arg', 'query=deadlift');
      expect(called.structuredContent.exercises[0].name).to.equal('Deadlift');
      const { resources } = await inspect('resources/list');
      expect(resources).to.have.lengthOf(3);
      const { contents } = await inspect('resources/read', '--uri', 'irontrack://glossary');
      expect(contents[0].text).to.include('RPE');
      expect((await inspect('resources/templates/list')).resourceTemplates).to.have.lengthOf(1);
      const { prompts } = await inspect('prompts/list');
      const { messages } = await inspect('prompts/get', '--prompt-name', prompts[0].name);
      expect(messages).to.have.lengthOf(1);
    }).timeout(300_000);
  }
});
