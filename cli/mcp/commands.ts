import type { CommandEntry } from '../command.ts';

export const mcpCommand: CommandEntry = {
  usage: 'mcp',
  describe: 'Connect an assistant on standard input and output (Model Context Protocol)',
  load: async () => (await import('./mcp.ts')).mcp,
};
