import type { CommandGroup } from '../command.ts';

export const users: CommandGroup = {
  name: 'users',
  describe: 'Manage accounts, their rights and their sign-ins',
  commands: [
    {
      usage: 'create-user',
      describe: 'Create an account; a terminal asks for what is missing',
      load: async () => (await import('./create/create-user.ts')).createUser,
    },
    {
      usage: 'create-system-admin',
      describe: 'Create the account of ADMIN_EMAIL, which HTTP requests cannot change',
      load: async () => (await import('./create/create-system-admin.ts')).createSystemAdmin,
    },
    {
      usage: 'create-roles',
      describe: 'Do nothing: roles are built in',
      isHidden: true,
      load: async () => (await import('./create/create-roles.ts')).createRoles,
    },
    {
      usage: 'list',
      describe: 'List accounts, oldest first',
      load: async () => (await import('./list.ts')).list,
    },
    {
      usage: 'show <account>',
      describe: 'Show one account',
      load: async () => (await import('./show.ts')).show,
    },
    {
      usage: 'promote-to-superuser [account]',
      describe: 'Give an account all rights and the role superuser',
      load: async () => (await import('./promote-to-superuser.ts')).promoteToSuperuser,
    },
    {
      usage: 'set-role <account> <role>',
      describe: 'Replace the role of an account; the role superuser alone gives no rights',
      load: async () => (await import('./set-role.ts')).setRole,
    },
    {
      usage: 'activate <account>',
      describe: 'Allow an account to sign in again',
      load: async () => (await import('./activate.ts')).activate,
    },
    {
      usage: 'deactivate <account>',
      describe: 'Deactivate an account and end its sign-ins',
      load: async () => (await import('./activate.ts')).deactivate,
    },
    {
      usage: 'reset-password <account>',
      describe: 'Print a one-time token with which the account can set a new password',
      load: async () => (await import('./reset-password.ts')).resetPassword,
    },
    {
      usage: 'sessions <account>',
      describe: 'List the open sign-ins of an account, last used first',
      load: async () => (await import('./sessions.ts')).sessions,
    },
    {
      usage: 'support-accesses <account>',
      describe: 'List who was allowed to read the history of an account for support, and why',
      load: async () => (await import('./support-accesses.ts')).supportAccesses,
    },
    {
      usage: 'tokens <account>',
      describe: 'List the valid personal access tokens of an account, newest first',
      load: async () => (await import('./tokens.ts')).tokens,
    },
    {
      usage: 'revoke <account>',
      describe: 'End one sign-in or personal access token of an account, or all of them',
      load: async () => (await import('./revoke.ts')).revoke,
    },
    {
      usage: 'erase <account>',
      describe: 'Erase an account and its whole history for ever',
      load: async () => (await import('./erase.ts')).erase,
    },
  ],
};
