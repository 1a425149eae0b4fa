import type { components } from '../../client/generated/api.ts';

/** The types of what the API takes and answers. */
export type Schemas = components['schemas'];
