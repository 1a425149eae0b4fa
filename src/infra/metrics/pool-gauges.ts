import { Gauge, type Registry } from 'prom-client';

/** The connections of a pool to Postgres, and how many statements wait for one. */
export type PoolState = Readonly<{
  acquiredConnections: number;
  idleConnections: number;
  pendingConnections: number;
  waitingClients: number;
}>;
export type Pools = Readonly<Record<string, () => PoolState>>;

/** Registers the gauges of the pools of this process, which are read each time the metrics are read. */
export function createPoolGauges(registers: Registry[], pools: Pools): void {
  const states = () => Object.entries(pools).map(([pool, state]) => ({ pool, ...state() }));
  new Gauge({
    name: 'irontrack_postgres_connections',
    help: 'Connections to Postgres: in use, idle, or being opened',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const { pool, acquiredConnections, idleConnections, pendingConnections } of states()) {
        this.set({ pool, state: 'used' }, acquiredConnections);
        this.set({ pool, state: 'idle' }, idleConnections);
        this.set({ pool, state: 'opening' }, pendingConnections);
      }
    },
  });
  new Gauge({
    name: 'irontrack_postgres_waiting',
    help: 'Statements that wait for a connection to Postgres',
    labelNames: ['pool'],
    registers,
    collect() {
      for (const { pool, waitingClients } of states()) this.set({ pool }, waitingClients);
    },
  });
}
