const common = {
  listen_addresses: '127.0.0.1',
  // Postgres gets no Unix socket: the path of a socket has a short limit, and the users of both processes would need
  // access.
  unix_socket_directories: '',
  shared_preload_libraries: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // Postgres does not write the errors of SQL statements to its log file: they quote values, which may be personal, and
  // the client gets them anyway.
  log_min_messages: 'log',
  max_connections: '100',
  // Postgres deletes used files of its write-ahead log instead of writing over them later, because they contain data
  // that may have been erased since.
  wal_recycle: 'off',
};

const durable = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  shared_buffers: '128MB',
};

/** Postgres settings for tests: fast, but data may be lost at a power failure. */
const ephemeral = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '64MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum_naptime: '1h',
  // Postgres' shared memory is in files in its data folder, so that a killed server leaves none in the system.
  dynamic_shared_memory_type: 'mmap',
};

/** The settings of the Postgres server, by name. */
export const settingsOf = (isEphemeral: boolean): Readonly<Record<string, string>> => ({
  ...common,
  ...(isEphemeral ? ephemeral : durable),
});
