import { expect } from 'chai';
import { createProgram } from '../http/support/people.ts';
import { httpConfig } from '../http/support/test-app.ts';
import { useApp } from '../http/support/use-app.ts';
import { revisions } from './support/assistant.ts';
import { conformanceOf, namedExceptions, type Outcome } from './support/conformance.ts';
import { mcpProgram, relayToProgram, relayWithToken } from './support/relays.ts';

/** What has failed, as the documentation names it: a scenario that it names, or else a check of a scenario. */
const failuresIn = (outcome: Outcome, exceptions: readonly string[]): readonly string[] =>
  [...outcome].flatMap(([scenario, failed]) => {
    if (failed.length === 0) return [];
    return exceptions.includes(scenario) ? [scenario] : failed.map((check) => `${scenario}: ${check}`);
  });

describe('the conformance suite of the protocol', () => {
  const the = useApp();
  let token = '';
  beforeEach(async () => {
    // A local installation has no host names but the loopback ones.
    the.app.change({ config: { ...httpConfig, allowedHosts: [] } });
    ({ token } = await createProgram(the.app, await the.person(), ['read', 'write']));
  });

  const ways = {
    HTTP: () => relayWithToken(the.app.origin, token),
    stdio: () =>
      relayToProgram([mcpProgram, 'mcp', '--url', the.app.origin], { ...process.env, IRONTRACK_TOKEN: token }),
  };

  for (const way of ['HTTP', 'stdio'] as const) {
    it(`fails over ${way} only where the documentation says why`, async () => {
      const exceptions = namedExceptions(way);
      const failed = new Set<string>();
      for (const revision of revisions) {
        await using relay = await ways[way]();
        const outcome = await conformanceOf(relay.url, revision);
        expect(outcome.size, revision).to.be.above(20);
        for (const failure of failuresIn(outcome, exceptions)) failed.add(failure);
      }
      expect([...failed].sort().join('\n')).to.equal([...exceptions].sort().join('\n'));
    }).timeout(300_000);
  }
});
