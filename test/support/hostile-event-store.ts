import { imitationsVariable } from '../../embedded/eventstoredb/imitation/imitate.ts';

// The event stores that the tests start behave like real nodes in everything that has ever harmed a client: other
// applications write in between, late subscriptions are dropped, and the reported positions are wrong.
process.env[imitationsVariable] ??= 'all';
