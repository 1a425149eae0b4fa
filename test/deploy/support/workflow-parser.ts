import { registerHooks } from 'node:module';

/** The parser of GitHub for workflows. It imports JSON as bundlers do, so the type of these imports is added. */
export async function loadWorkflowParser(): Promise<typeof import('@actions/workflow-parser')> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      return specifier.endsWith('.json') ? { ...resolved, importAttributes: { type: 'json' } } : resolved;
    },
  });
  try {
    return await import('@actions/workflow-parser');
  } finally {
    hooks.deregister();
  }
}
