DROP TABLE imports_v1;
