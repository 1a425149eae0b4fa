/** What runs the service: HTTP and queues, which take longer to load than most verbs take to run. */
export const loadRoles = () => import('../src/service/processes.ts');
