/**
 * In which capacity data of an athlete is read: by the athlete, by a coach, by a superuser with a support access, or by an
 * operator of the installation at the command line.
 */
export const capacities = ['self', 'coach', 'support', 'operator'] as const;
export type Capacity = (typeof capacities)[number];
