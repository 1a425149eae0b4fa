/** Loads the processes of the service: HTTP and queues take longer to load than most commands take to run. */
export async function loadRoles() {
  const [{ serve }, { dispatch }, { work }, { runPipeline }, { publishMetrics }] = await Promise.all([
    import('../src/service/processes/serve.ts'),
    import('../src/service/processes/dispatch.ts'),
    import('../src/service/processes/work.ts'),
    import('../src/service/processes/pipeline.ts'),
    import('../src/service/processes/metrics.ts'),
  ]);
  return { serve, dispatch, work, runPipeline, publishMetrics };
}
