import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { root } from './support/compose.ts';
import { loadWorkflowParser } from './support/workflow-parser.ts';

const folder = join(root, '.github/workflows');
const workflows = readdirSync(folder).map((name) => ({ name, content: readFileSync(join(folder, name), 'utf8') }));
const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;

describe('the workflows of GitHub Actions', () => {
  it('follow the schema of GitHub, with valid expressions', async () => {
    const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await loadWorkflowParser();
    const parsed = workflows.map((file) => parseWorkflow(file, new NoOperationTraceWriter()));
    expect(parsed).to.have.length.above(1);
    for (const { context, value } of parsed) {
      if (value !== undefined) await convertWorkflowTemplate(context, value);
      expect(context.errors.getErrors().map(({ message }) => message)).to.deep.equal([]);
      expect(value).to.not.equal(undefined);
    }
  });

  it('pin every action to a commit, and name its version', () => {
    const uses = workflows.flatMap(({ content }) => content.match(/uses: .*/g) ?? []);
    expect(uses).to.have.length.above(5);
    expect(uses.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).to.deep.equal([]);
  });

  it('have no right to write unless a job names it, and a limit of time for every job', () => {
    for (const { content } of workflows) {
      const { permissions, jobs } = parse(content);
      expect(permissions).to.deep.equal({ contents: 'read' });
      expect(Object.values<Record<string, unknown>>(jobs).filter((job) => !job['timeout-minutes'])).to.deep.equal([]);
    }
  });

  it('come with forms for issues that ask for what GitHub requires of a form', () => {
    const forms = readdirSync(join(folder, '../ISSUE_TEMPLATE')).filter((name) => name !== 'config.yml');
    for (const name of forms) {
      const form = parse(readFileSync(join(folder, '../ISSUE_TEMPLATE', name), 'utf8'));
      expect(form).to.have.all.keys('name', 'description', 'labels', 'body');
      const fields: { type: string; id?: string; attributes: { label?: string } }[] = form.body;
      const asking = fields.filter(({ type }) => type !== 'markdown');
      expect(asking.filter(({ id, attributes }) => !id || !attributes.label)).to.deep.equal([]);
    }
    expect(forms).to.have.length(2);
  });

  it('run only scripts that package.json has', () => {
    const runs = workflows.flatMap(({ content }) => [...content.matchAll(/npm run (?:--\S+ )?(\S+)( --if-present)?/g)]);
    const named = runs.flatMap(([, name = '', isOptional]) => (isOptional ? [] : [name]));
    expect(Object.keys(scripts)).to.include.members(named).and.include('sbom');
  });
});
