/** The name of the cluster's superuser, which only sets the cluster up, and of the application's database. */
export const superuser = 'irontrack';
/** The role that the application connects as: it owns the database, but is no superuser. */
export const applicationRole = 'irontrack_app';
