import { readableAuditRoutes } from '../coaching/athlete-audit.ts';
import { readableRoutes } from '../coaching/athlete-routes.ts';
import { forReaders, type ReaderKind, recordRead } from '../coaching/for-readers.ts';
import type { Route } from '../route.ts';

const needs = 'Needs an open support access to the athlete.';

const supportKind: ReaderKind = {
  ...{ base: '/api/v1/support/athletes', suffix: 'ForSupport', tag: 'support', guard: 'superuser' },
  ...{ capacity: 'support', refusal: 'support-not-found' },
};

/** The routes with which a superuser reads data of an athlete: the same as those of coaches, with an open support access. */
export const supportReadRoutes: readonly Route[] = [
  ...readableRoutes.map(([route, { summary, about }]) =>
    forReaders(route, supportKind, {
      ...{ summary, needs },
      async serve(deps, reading, answer) {
        const { account: superuser, athlete, requiredPosition } = reading;
        const queries = deps.supportQueries({ superuser, athlete, requiredPosition });
        const reply = await answer({ ...deps, queries });
        await recordRead(deps, reading, about);
        return reply;
      },
    }),
  ),
  ...readableAuditRoutes.map(([route, { summary }]) =>
    forReaders(route, supportKind, {
      ...{ summary, needs },
      serve: (deps, { account: superuser, athlete, requiredPosition, reader }, answer) =>
        answer({ ...deps, audit: deps.supportAudit({ superuser, athlete, requiredPosition }, reader) }),
    }),
  ),
];
