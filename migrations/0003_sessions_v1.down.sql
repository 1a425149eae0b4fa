DROP TABLE session_documents_v1;
