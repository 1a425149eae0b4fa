DROP TABLE policy_checkpoints;
