/** The paths of the authorization server. */
export const paths = {
  authorize: '/oauth/authorize',
  consent: '/oauth/consent',
  token: '/oauth/token',
  revoke: '/oauth/revoke',
  register: '/oauth/register',
  serverMetadata: '/.well-known/oauth-authorization-server',
  resourceMetadata: '/.well-known/oauth-protected-resource',
} as const;

/** The paths of the resources of OAuth: the API, which is the default one, and the address for assistants. */
export const resourcePaths = ['/api/v1', '/mcp'] as const;
type ResourcePath = (typeof resourcePaths)[number];

/** The identifiers of the resources, the default one first. */
export const resourcesOf = (publicUrl: string): readonly [string, ...string[]] => [
  `${publicUrl}${resourcePaths[0]}`,
  `${publicUrl}${resourcePaths[1]}`,
];

/** The path of the resource to which a request goes. */
export const resourcePathOf = (path: string): ResourcePath => (path === '/mcp' ? '/mcp' : '/api/v1');

/** The address of the document from which apps learn where they get tokens for a resource. */
export const resourceMetadataOf = (publicUrl: string, path: ResourcePath): string =>
  `${publicUrl}${paths.resourceMetadata}${path}`;
