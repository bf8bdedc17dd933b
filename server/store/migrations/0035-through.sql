-- What a tool did on someone's word has no person of ours; it has the name of the integration it came through.
alter table history add column through text not null default '';
