import type { Route } from '../../../src/http/route.ts';

/** The name of a route in the documents and in test titles, such as `GET /api/v1/users/{id}`. */
export const nameOf = ({ method, path }: Route): string =>
  `${method.toUpperCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`;

/** The path of a route as a client passes it, with a value in place of every parameter. */
export const pathOf = ({ path }: Route, replacement: (parameter: string) => string): string =>
  `/${path.replaceAll(/:(\w+)/g, (_, parameter: string) => replacement(parameter))}`;
