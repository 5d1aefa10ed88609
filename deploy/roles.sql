-- Two roles instead of one: `portal` owns the tables and migrates, `portal_app` is what web server, worker and scheduler use.
-- The application's role then cannot change, delete or empty the audit log, nor switch off the triggers that refuse it.
-- Run once as superuser after the first migration, and again after each upgrade (docs/operations.md, "The audit log"):
--   psql --set=password="'…'" --file=deploy/roles.sql portal
\set ON_ERROR_STOP on
SELECT 'CREATE ROLE portal_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_app') \gexec
ALTER ROLE portal_app WITH NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :password;
SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO portal_app', current_database()) \gexec
GRANT USAGE ON SCHEMA public TO portal_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_app;
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO portal_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO portal_app;
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON core_auditentry, core_auditseal FROM portal_app;
REVOKE UPDATE ON SEQUENCE core_auditentry_id_seq, core_auditseal_id_seq FROM portal_app;
