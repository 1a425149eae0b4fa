const common = {
  listen_addresses: '127.0.0.1',
  // No Unix socket: its path has a short limit, and both users would need access to it.
  unix_socket_directories: '',
  shared_preload_libraries: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // Errors of statements are not logged: they quote values, which may be personal, and the client receives them anyway.
  log_min_messages: 'log',
  max_connections: '100',
};

const durable = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  shared_buffers: '128MB',
};

/** For tests: fast, and without protection against a power failure. */
const ephemeral = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '64MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum_naptime: '1h',
  // Files in the data folder, so that a killed server leaves no shared memory.
  dynamic_shared_memory_type: 'mmap',
};

/** The settings of the server, by name. */
export const settingsOf = (isEphemeral: boolean): Readonly<Record<string, string>> => ({
  ...common,
  ...(isEphemeral ? ephemeral : durable),
});
