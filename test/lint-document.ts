import { createConfig, formatProblems, getTotals, lintFromString } from '@redocly/openapi-core';
import { createApiDocument } from '../src/http/openapi/document.ts';
import { routes } from '../src/http/routes.ts';

// Checks the OpenAPI document with the recommended rules of Redocly, warnings included.

const config = await createConfig({
  extends: ['recommended'],
  rules: {
    // The paths of exercises are those of the original service. They are unambiguous, because ids are UUIDs.
    'no-ambiguous-paths': 'off',
  },
});
const source = JSON.stringify(createApiDocument(routes, { version: '0.1.0', hostCookies: false }), null, 2);
const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config });
if (problems.length > 0) {
  formatProblems(problems, { format: 'stylish', totals: getTotals(problems) });
  process.exitCode = 1;
}
