DROP TABLE dispatcher_leases;
DROP TABLE projection_checkpoints;
DROP TABLE lane_layout;
