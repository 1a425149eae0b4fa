import { type RequestHandler, Router } from 'express';
import { Refusal } from './problem.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Addresses with what each method does there; the first that matches is taken. */
export type Routes = Readonly<Record<string, Readonly<Partial<Record<Method, readonly RequestHandler[]>>>>>;

/** Other methods of a known address are 405, with the ones it has. */
export function createRouter(routes: Routes): Router {
  const router = Router({ caseSensitive: true });
  for (const [path, methods] of Object.entries(routes)) {
    const route = router.route(path);
    for (const method of methodsOf(methods)) route[method](...(methods[method] ?? []));
    const allow = methodsOf(methods).flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
    route.all(() => {
      throw new Refusal('method-not-allowed', 'This address does not take this method.', { Allow: allow.join(', ') });
    });
  }
  return router;
}

const methodsOf = (methods: Routes[string]): Method[] => Object.keys(methods) as Method[];
