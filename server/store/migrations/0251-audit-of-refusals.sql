-- Asking for what is sealed and being refused is a line as well. Lines of before say nothing of it and keep their hash.
alter table audit_log add column was_refused boolean not null default false;
