-- Irreplaceable: policy_checkpoints
DROP TABLE policy_checkpoints;
