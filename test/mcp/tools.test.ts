import { expect } from 'chai';
import { countTokens } from 'gpt-tokenizer';
import { listedTool } from '../../src/mcp/frame/tool.ts';
import { tools } from '../../src/mcp/tools/tools.ts';

describe('the tools for assistants', () => {
  it('have names of their own', () => {
    expect(new Set(tools.map(({ name }) => name)).size).to.equal(tools.length);
    for (const { name } of tools) expect(name).to.match(/^[a-z]+(_[a-z]+)+$/);
  });

  for (const { name, input, output, example } of tools) {
    it(`${name} has an example that its schemas accept`, () => {
      expect(input.safeParse(example.arguments).error).to.equal(undefined);
      expect(output.safeParse(example.result).error).to.equal(undefined);
    });
  }

  it('take at most 6,000 tokens to list', () => {
    expect(countTokens(JSON.stringify({ tools: tools.map(listedTool) }))).to.be.below(6_001);
  });
});
