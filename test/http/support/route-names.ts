import type { Route } from '../../../src/http/route.ts';

/** A route as documents and test titles name it: `GET /api/v1/users/{id}`. */
export const nameOf = ({ method, path }: Route): string =>
  `${method.toUpperCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`;

/** The path of a route as a client takes it, with every parameter replaced. */
export const pathOf = ({ path }: Route, replacement: (parameter: string) => string): string =>
  `/${path.replaceAll(/:(\w+)/g, (_, parameter: string) => replacement(parameter))}`;
